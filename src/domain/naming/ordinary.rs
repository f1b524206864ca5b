//! Two words that say something else together, though they may be somebody's name or how she is addressed.

use super::own::alike;

/// Of the language of offices, and what reads like a title before a name: cơ quan is not cô Quân.
const TOGETHER: &str = "\
    thanh toán, lệ phí, công an, cá nhân, văn bản, hoá đơn, hóa đơn, hiện tại, thường trú, tạm trú, \
    bảo hiểm, hành chính, thanh niên, phụ nữ, cao tuổi, đại diện, phản hồi, thông tin, thông báo, \
    minh bạch, xác minh, chứng minh, gia đình, quốc gia, đồng ý, quyết định, chính sách, bản sao, \
    chính bản, đăng ký, hồ sơ, hoàn thành, hoàn thiện, hoàn trả, công dân, công trình, công chứng, công bố, \
    công khai, công văn, công tác, an toàn, an ninh, xây dựng, hạ tầng, tài sản, tài chính, nhân dân, \
    quản lý, đất đai, chính quy, kinh tế, phương án, phương tiện, địa phương, địa chính, giám định, \
    gia hạn, hưu trí, tiến hành, sao y, toàn bộ, toàn dân, chuyên môn, quyền lợi, lợi ích, liên thông, \
    liên quan, hài lòng, kết hôn, ly hôn, hôn nhân, uỷ quyền, ủy quyền, thủ tục, làm việc, báo cáo, \
    căn cước, chỉnh lý, thanh tra, kiểm tra, y tế, văn hoá, văn hóa, văn phòng, văn thư, hợp lệ, hợp đồng, \
    hợp pháp, tư pháp, thừa kế, bình thường, quy hoạch, quy định, sổ đỏ, sửa chữa, chuyển đổi, thời hạn, \
    đúng hạn, quá hạn, thời gian, danh sách, danh mục, thu hồi, giải quyết, giải trình, nội dung, tin học, \
    tự nguyện, thống nhất, hiệu lực, hữu hiệu, định kỳ, khu vực, trung tâm, trung bình, trung học, \
    tâm thần, thị trấn, thị xã, thị trường, thị thực, bộ đội, quân đội, quân nhân, liệt sĩ, thương binh, \
    hữu nghị, hùng hậu, mai một, ngày mai, mai sau, mai táng, hạnh kiểm, hạnh phúc, phúc lợi, an táng, \
    tiền lương, lương thực, duy nhất, duy trì, thế chấp, bảo lãnh, bảo vệ, bảo trợ, bảo đảm, đức tính, \
    lâm nghiệp, nông lâm, sơn lâm, kim loại, kim ngạch, quang cảnh, nghĩa vụ, trí tuệ, dân trí, phi pháp, \
    minh chứng, xuất khẩu, nhập khẩu, cảnh quan, trường hợp, hiện trạng, nguyên trạng, dung lượng, \
    hình dung, nhân thân, thân nhân, chủ tịch, thành viên, thành phần, thành phố, tiến độ, quốc phòng, \
    quốc tế, quốc tịch, vệ sinh, môi trường, tạm thời, trực tiếp, trực tuyến, kế toán, kế hoạch, yêu cầu, \
    cung cấp, thanh lý, đình chỉ, tờ khai, lý lịch, lý do, bổ sung, ba bản, hai bản, con dấu, con nuôi, \
    con trai, con gái, con đẻ, con ruột, con cái, con cháu, con số, con đường, còn thiếu, còn lại, còn hạn, \
    còn sai, còn nợ, còn hiệu, cô giáo, cô nhi, cô đơn, bà con, ông bà, cha mẹ, bố mẹ, vợ chồng, anh em, \
    chị em, anh ruột, em ruột, chị ruột, mẹ ruột, chú ý, chú thích, chú dẫn, cụ thể, cư trú, cử tri, \
    cụ già, bác sĩ, bác bỏ, bác đơn, cháu nội, cháu ngoại, cơ quan, cơ sở, cơ bản, cơ chế, cơ cấu, có bản, \
    có thể, có hiệu, có lợi, có lỗi, có mặt, có dấu, có ảnh, có chữ, có tên, có đơn, có lý, có tính, \
    có minh, có thời, có nhà, có đất, có kết, có hộ, có kỳ, có quyền, có phí, có hạn, có thu, có sổ, \
    có giấy, có thêm, có ý, có phép, có sự, có căn, có định, có nhân, có khi, cố định, cố ý, cố tình, \
    chữ ký, chữ số, chữ in, chủ hộ, chủ thể, chủ sở, chủ đất, chủ nhà, chủ yếu, chủ quyền, chủ trì, \
    chủ quan, chưa thể, chỉ tiêu, chỉ định, chỉ thị, chỉ có, chỉ dẫn, chỉ đạo, chi phí, chi nhánh, \
    chi tiết, chi trả, chi cục, chi bộ, chi tiêu, ảnh thẻ, anh hùng, ảnh hưởng, vô hiệu, vô cớ, vô thời, \
    vỏ bọc, bỏ qua, bỏ trống, bố trí, bộ phận, bộ hồ, bộ luật, bộ tư, bộ công, bỏ sót, bỏ phiếu, mẹ con, \
    mê tín, ông nội, ông ngoại, bà nội, bà ngoại, chống án, chồng lấn, chồng chéo, chồng chất, cha đẻ, \
    mẹ đẻ, bà mẹ, em bé, bắc nam, bậc học, ba ngày, ba năm, ba tháng, ba lần, ba ngành, cụ bà, cụ ông, \
    cô chú, cô bác, chú bác, vợ con, chồng con, con em, năm nay, mỹ thuật, thuỷ lợi, thủy lợi, thuỷ sản, \
    thủy sản, điện tử, điện lực, chuyên viên, dịch vụ, phục vụ, hỗ trợ, phụ lục, phù hợp, đầy đủ, rõ ràng, \
    nhà ở, đơn vị, tổ chức, tổ dân, xác nhận, tiếp nhận, ghi nhận, chứng nhận, nhận lại, thu nhập, \
    nghỉ việc, nghỉ phép, nghỉ học, việc làm, vay vốn, phạm vi, vi phạm, thi công, thi hành, thi đua, \
    thi tuyển, kỳ thi, dự thi, thị sát, thi thể, văn hiến, văn minh, văn bằng, văn học, văn nghệ, \
    nhân viên, giáo viên, sinh viên, học sinh, khai sinh, khai tử, khai báo, kê khai, triển khai, \
    giao thông, thông qua, lưu thông, liên hoan, tham gia, tham khảo, gia súc, gia cầm, gia tăng, gia cảnh, \
    tăng gia";

/// Whether these two words are ordinary together, as they are or typed without accents.
pub(super) fn is_ordinary(first: &str, second: &str) -> bool {
    let is = |pair: &str| pair.split_once(' ').is_some_and(|(one, other)| alike(first, one) && alike(second, other));
    TOGETHER.split(", ").any(is)
}
