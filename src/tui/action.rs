//! The verbs of the interface: what a key, the palette, the help or the pointer sets off.

/// Those that a screen which only looks refuses whoever asks, and leaving it to somebody else: there is nobody else.
pub(super) const NOT_WHERE_ONE_LOOKS: &[Action] = &[
    Action::CallNext,
    Action::Recall,
    Action::Start,
    Action::Finish,
    Action::NoShow,
    Action::Restore,
    Action::Pause,
    Action::Transfer,
    Action::Undo,
    Action::Receive,
    Action::Issue,
    Action::CallThis,
    Action::Prioritise,
    Action::Cancel,
    Action::OpenCounter,
    Action::CloseCounter,
    Action::Skills,
    Action::Auto,
    Action::Settings,
    Action::CloseTill,
    Action::Add,
    Action::Reload,
    Action::FinishDossier,
    Action::ReturnDossier,
    Action::Acts,
    Action::Take,
    Action::Give,
    Action::Supplement,
    Action::Extend,
    Action::Escalate,
    Action::Pay,
    Action::SignOut,
];

/// What a person wants of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Call whoever is next.
    CallNext,
    /// Call the called one again.
    Recall,
    /// The called one is here.
    Start,
    /// The service is over.
    Finish,
    /// The called one is not here.
    NoShow,
    /// Somebody absent or away is back.
    Restore,
    /// Take nobody for a while; or, with somebody in front, let them fetch a paper.
    Pause,
    /// Send the person in front, or the selected one, to another queue.
    Transfer,
    /// Take back the last action.
    Undo,
    /// Receive a dossier.
    Receive,
    /// Give somebody a number.
    Issue,
    /// Call the selected one.
    CallThis,
    /// Change the priority of the selected one.
    Prioritise,
    /// End the selected ticket.
    Cancel,
    /// Take people (again).
    OpenCounter,
    /// Leave the counter.
    CloseCounter,
    /// What the counter takes.
    Skills,
    /// What was said in this session.
    Said,
    /// Pull by itself, or no longer.
    Auto,
    /// Search everything.
    Search,
    /// The catalogue of procedures.
    Procedures,
    /// The dossiers by due time.
    Dossiers,
    /// All counters.
    Counters,
    /// The queues of all services.
    Queues,
    /// Where a ticket stands, to be shown to its holder.
    Place,
    /// The supervisors' wall.
    Wall,
    /// A past moment as it was.
    Replay,
    /// Which counters to open.
    Staffing,
    /// Try what is advised.
    FollowAdvice,
    /// Work it out again.
    Redo,
    /// The tills of today.
    Cash,
    /// Count a till and close it.
    CloseTill,
    /// The settings.
    Settings,
    /// Something new in the list.
    Add,
    /// What the keys do here.
    Help,
    /// Find an action by its name or key.
    Palette,
    /// The other language.
    Language,
    /// Telex, VNI, or letters as they come.
    Typing,
    /// The pointer on or off.
    Mouse,
    /// Take the settings over from their file.
    Reload,
    /// Draw anew.
    Redraw,
    /// Let somebody else sit here.
    SignOut,
    /// End the session.
    Quit,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// What is selected.
    Choose,
    /// One level up.
    Back,
    /// The next field.
    NextField,
    /// The field before.
    PreviousField,
    /// Save what was typed.
    Save,
    /// Open the form again that was left unsaved at another time.
    Resume,
    /// The draft of somebody else, kept while another's card was scanned.
    OtherDraft,
    /// Empty the form.
    Clear,
    /// Why the due time is what it is.
    Explain,
    /// Mark a dossier done.
    FinishDossier,
    /// Hand its result over.
    ReturnDossier,
    /// Its papers, on paper.
    Print,
    /// What may be done with a dossier.
    Acts,
    /// Take a dossier that was given.
    Take,
    /// Hand a dossier over.
    Give,
    /// Ask for missing papers, or say that they are there.
    Supplement,
    /// Propose a later date.
    Extend,
    /// Ask the authority above.
    Escalate,
    /// Take the fee.
    Pay,
    /// Choose a list of dossiers.
    Lists,
    /// Show those of somebody or something only.
    Only,
    /// The table of ages.
    Ages,
    /// Copy a code.
    Copy,
    /// Show others.
    Filter,
    /// Type what the list is to be narrowed to.
    Narrow,
    /// Switch the choice that goes with a menu.
    Toggle,
    /// Yes, do it.
    Yes,
    /// No, leave it.
    No,
}
