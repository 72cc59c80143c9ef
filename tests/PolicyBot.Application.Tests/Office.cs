using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Reports;
using PolicyBot.Application.Requests;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.SignIn;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests;

/// <summary>
/// PolicyBot on fakes: chats, an event store in memory, and a clock to turn. Each known person has a chat with the bot, in the channel of
/// <see cref="Someone"/>.
/// </summary>
internal sealed partial class Office
{
    private readonly Dictionary<string, FakeChannel> _channels;
    private readonly Func<InteractionRouter> _newDesk;
    private readonly DueWorkProcessor _sweep;

    private Office(IRiskAssessor? model, FakeMail? mail = null)
    {
        _channels = new() { ["teams"] = Teams, ["slack"] = Slack };
        Register = new RegisterWithOutages(Stored);
        People.Time = Time;
        Who = new WhoIsWho(People, Catalog, _channels.Values, Time, mail: mail);
        var catalog = Who.Catalog;
        var (register, index) = (new ResolvedEventStore(Register, catalog), new ResolvedIndex(Index, catalog));
        var (delegations, drafts) = (new ResolvedDelegations(Delegations, catalog), new ResolvedDrafts(Drafts, catalog));
        var commits = new ExceptionCommits(Register, Work, catalog, new FakeIds(), Time);
        Identification = Who.Identify(index, Work);
        Reachability = Who.Reachability;
        var pace = new AssessmentPace(Time);
        var indexed = new IndexedExceptions(register, index);
        var questions = new ModelQuestions(catalog, model is null ? [] : [model], pace);
        var assessAndRoute = new AssessAndRoute(catalog, Reachability, questions, new Precedents(indexed));
        var waiting = new WaitingApprovals(indexed, index, Listings, catalog);
        var direct = new DirectMessages(Reachability, Who.Mail, People);
        SignIn = new RegisterSignIn(PageSessions, Identification, direct, catalog, new RegisterAddress(new Uri("https://bot.example")), Time);
        var administrators = new AdministratorNotices(People, direct, catalog, Time);
        WaitingReviews = new WaitingReviews(index, Work, Time);
        AccountRemoval = new AccountRemoval(People, Identification, WaitingReviews);
        var digests = new Digests(indexed, index, People, direct, catalog);
        var outages = new ChannelOutages(administrators, People, catalog, Time);
        var cards = new QueueCards(waiting, register, index, People, Reachability, Work);
        var delivery = new OutboxDispatcher(
            register,
            digests,
            new MessageSender(People, Reachability, Who.Mail, index, cards),
            outages,
            new DeliveryMetrics(),
            Time,
            NullLogger<OutboxDispatcher>.Instance);
        Reminders = new Reminders(People, direct, waiting, catalog);
        var homes = new HomePages(indexed, waiting, catalog, Who.People, [Home], Background, Time);
        var triggers = new TimeTriggers(delegations, Reachability, catalog, Versions);
        var commands = new AutomaticCommands(
            commits,
            triggers,
            new ReviewStart(assessAndRoute, questions, administrators, Work, Background, Time, NullLogger<ReviewStart>.Instance),
            new LinkedRenewal(register, commits, Work, Time),
            new UnreachedPeople(catalog, Reachability, administrators),
            Time);
        var projections = new Projections(index, Listings, Counts, Reminders, delivery, homes, catalog);
        Reconciler = new Reconciler(
            register, new RecordCheck(register, catalog, administrators, NullLogger<RecordCheck>.Instance),
            new NextLooks(Work, LanesOver(register, catalog, administrators), Time), commands, projections,
            Time, NullLogger<Reconciler>.Instance);
        var left = Left = new AbandonedDrafts(drafts, Work, Time);
        _sweep = new DueWorkProcessor(Work, new FakeSeen(), Reconciler, Left, [], Time, NullLogger<DueWorkProcessor>.Instance);
        Shown = new ShownMessages(register, index, catalog, Background, Reconciler, Reachability, Time);
        var after = new AfterAnswer(Background, Reconciler, Work, People);
        var emergencies = new EmergencyStarts(register, index, People, catalog, Time);
        var shortage = new ReviewerShortage(administrators, Background, NullLogger<ReviewerShortage>.Instance);
        var preparation = new RequestPreparation(register, catalog, assessAndRoute, emergencies, shortage, Reachability, Time);
        var submission = new RequestSubmission(catalog, assessAndRoute, emergencies, commits, Time);
        var drafted = new DraftPages(register, drafts, catalog, preparation, Time);
        var living = new LivingPreviews(drafts, Shown, Reachability, Background);
        var previews = new PreviewRenewal(drafts, questions, preparation, drafted, living, Reachability, Background);
        var factory = new DraftFactory(register, index, new FakeIds(), catalog);
        var runner = new CommandRunner(register, catalog, commits, waiting, Reachability, after, Time);
        Reports = new MonthlyReports(Listings, Counts, indexed, People, direct, catalog, Time);
        var listed = new ExceptionLists(Listings, drafts, Counts, catalog, Time);
        var pages = new ExceptionPages(register, indexed, listed, new RetiredExceptions(Stored, catalog), catalog, SignIn, Time);
        var queue = new ApprovalPages(waiting, cards, Reachability, Reconciler, Background, catalog, Time);
        _newDesk = () =>
        {
            var dialogue = new ChatDialogue(drafts, catalog, preparation, drafted, previews, living, Time);
            var beginning = new ChatBeginning(drafts, left, factory, catalog, dialogue, Reachability, Background);
            var chat = new ChatIntake(drafts, catalog, beginning, dialogue, new RequestUnderstanding(Readers, Time), Time);
            var answers = new QuestionAnswers(indexed, listed, assessAndRoute, pages, chat, catalog, Time);
            var lists = new LongLists(
                pages, answers, new PrecedentPages(register, new Precedents(indexed), catalog, Time), digests, Reports, Time);
            var buttons = new ButtonDispatcher(
                runner,
                new DraftStart(register, drafts, left, factory, drafted, catalog, Time),
                new DraftRunner(drafts, preparation, submission, drafted, previews, living, runner),
                chat,
                new SparedRequests(catalog, Counts, Metrics, Background, Time),
                queue,
                new PageButtons(pages, lists, SignIn));
            var delegating = new DelegationCommand(delegations, Reachability, WaitingReviews, catalog, Time);
            var personal = new PersonCommands(
                delegating, new ReassignCommand(commits, runner, Reachability, catalog), new LanguageCommand(Who.People, Identification), SignIn);
            return new InteractionRouter(
                Identification,
                new TypedCommands(buttons, pages, queue, personal, chat, answers, lists),
                buttons,
                runner,
                homes,
                new WelcomeReport(new CatalogReach(Reachability), catalog),
                Shown);
        };
        Desk = _newDesk();
        Commits = commits;
    }

    /// <summary>What talking spares is counted here.</summary>
    public ChatMetrics Metrics { get; } = new();

    public FakeTimeProvider Time { get; } = new(ARequest.Sent);

    public FakeCatalog Catalog { get; } = new();

    public FakeRegister Stored { get; } = new();

    /// <summary>The register as PolicyBot reaches it: it may fail.</summary>
    public RegisterWithOutages Register { get; }

    public FakeWork Work { get; } = new();

    public FakeIndex Index { get; } = new();

    /// <summary>What lists are drawn from.</summary>
    public MonthlyReports Reports { get; }

    public FakeListings Listings { get; } = new();

    public FakePeople People { get; } = new();

    public FakeDelegations Delegations { get; } = new();

    /// <summary>What is counted.</summary>
    public FakeCounts Counts { get; } = new();

    /// <summary>Links and sessions of the register page.</summary>
    public FakePageSessions PageSessions { get; } = new();

    /// <summary>Lets people into the register page.</summary>
    public RegisterSignIn SignIn { get; }

    public FakeDrafts Drafts { get; } = new();

    public FakeChannel Teams { get; } = new("teams");

    public FakeChannel Slack { get; } = new("slack");

    /// <summary>The catalogs that served.</summary>
    public FakeCatalogVersions Versions { get; } = new();

    /// <summary>The pages that people have in Slack.</summary>
    public FakeHome Home { get; } = new("slack");

    public FakeBackground Background { get; } = new();

    public ExceptionCommits Commits { get; }

    /// <summary>What finds out who is who.</summary>
    public WhoIsWho Who { get; }

    public Identification Identification { get; }

    public Reachability Reachability { get; }

    public WaitingReviews WaitingReviews { get; }

    public AccountRemoval AccountRemoval { get; }

    public Reminders Reminders { get; }

    public Reconciler Reconciler { get; }

    public ShownMessages Shown { get; }

    public AbandonedDrafts Left { get; }

    public InteractionRouter Desk { get; private set; }

    /// <summary>Who reads free text beside the rules; a test that adds one restarts.</summary>
    public List<IRequestReader> Readers { get; } = [];

    /// <summary>The host has restarted: nothing is known but what is stored.</summary>
    public void Restart() => Desk = _newDesk();

    /// <summary>An office that knows these people.</summary>
    public static async Task<Office> OpenAsync(params Actor[] met) => await OpenAsync(null, met);

    /// <summary>An office that sends mail, and knows these people.</summary>
    public static async Task<Office> OpenWithMailAsync(FakeMail mail, params Actor[] met)
    {
        var office = new Office(null, mail);
        foreach (var person in met)
        {
            await office.MeetAsync(person);
        }

        return office;
    }

    /// <summary>An office with a model, that knows these people.</summary>
    public static async Task<Office> OpenAsync(IRiskAssessor? model, params Actor[] met)
    {
        var office = new Office(model);
        foreach (var person in met)
        {
            await office.MeetAsync(person);
        }

        return office;
    }

    /// <summary>A message as it is stored.</summary>
    public async Task<OutboxMessage> NoticeAsync(ExceptionId id, NotificationKind kind, Actor person) =>
        (await Stored.ReadAsync(id, default))!.Notices.Single(notice => notice.Key.Kind == kind && notice.Key.Person == person.Person);

    /// <summary>Processes what is due now, and nothing that follows from it.</summary>
    public Task SweepDueAsync() => _sweep.RunAsync(default);

    /// <summary>Processes what is due now.</summary>
    public async Task SweepAsync()
    {
        while (await _sweep.RunAsync(default) > 0)
        {
            await Background.DrainAsync();
        }
    }

    /// <summary>A test's exception is in the event store, and all people have their messages.</summary>
    public async Task HoldAsync(ARecord record)
    {
        Assert.True(await Stored.TryCommitAsync(new Commit($"seed-{record.State.Id}", record.State, null, record.Events, []), default));
        await Reconciler.ReconcileAsync(record.State.Id, default);
    }

    /// <summary>A person's command is committed, and all people have their messages.</summary>
    public async Task<CommitResult> WishAsync(ExceptionId id, ExceptionCommand command)
    {
        var result = await Commits.CommitAsync(id, _ => command, null, default);
        await Reconciler.ReconcileAsync(id, default);
        return result;
    }

    /// <summary>The exception as it stands.</summary>
    public async Task<ExceptionState> StateAsync(ExceptionId id) => (await Stored.ReadHeadAsync(id, default))!.State;

    /// <summary>The messages of a person, oldest first.</summary>
    public IReadOnlyList<FakeMessage> MessagesOf(Actor person) =>
        [.. _channels[person.Channel].Sent.Where(message => message.To == AccountOf(person).Account)];

    /// <summary>A person's newest message.</summary>
    public FakeMessage LastOf(Actor person) => MessagesOf(person)[^1];
}
