using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>
/// The authorisation matrix: each public function of <see cref="Access"/>, for each role, in each status. The functions are found by
/// reflection, so a new one fails until its rows are approved in <c>AccessMatrix.txt</c> (<c>POLICYBOT_APPROVE=1</c> writes the file anew;
/// read the difference).
/// </summary>
public sealed class AccessTests
{
    private static readonly Actor Delegate =
        new PersonActor(PersonId.Parse("del@contoso.example"), "Del Gate", "teams", "teams|72f988bf|del");
    private static readonly Actor AreaOwner =
        new PersonActor(PersonId.Parse("area@contoso.example"), "Are Aguirre", "teams", "teams|72f988bf|area");
    private static readonly Actor Auditor =
        new PersonActor(PersonId.Parse("audit@contoso.example"), "Aud Itor", "teams", "teams|72f988bf|audit");
    private static readonly Actor Administrator =
        new PersonActor(PersonId.Parse("admin@contoso.example"), "Adi Min", "teams", "teams|72f988bf|admin");

    private static readonly PolicyCatalog Catalog = TestCatalog.Contoso with
    {
        Areas = [.. TestCatalog.Contoso.Areas.Select(area => area with { Owner = AreaOwner.Person })],
        Roles = new CatalogRoles([Auditor.Person], [Administrator.Person]),
    };

    private static readonly (string Role, Actor Actor)[] Roster =
    [
        ("requester", Sal), ("owner", Pat), ("approver of stage 1", Ana), ("approver of stage 2", Bo), ("delegate of stage 2", Delegate),
        ("asked to take over", Ciso), ("policy owner", Iam), ("area owner", AreaOwner), ("auditor", Auditor),
            ("administrator", Administrator), ("stranger", Mallory), ("machine", Pipeline),
        ("PolicyBot itself", Actor.PolicyBot),
    ];

    private static readonly string Approved = Path.Combine(Path.GetDirectoryName(ThisFile())!, "AccessMatrix.txt");

    // Ana approves in stage 1; stage 2 waits for Bo, or for Delegate on behalf of Bo.
    private static readonly ARequest Request = new() { Owner = Pat, Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Bo)] };

    private static IEnumerable<(string Name, ARecord Record)> Lives()
    {
        var review = Request.InReview().After(Pat.AcceptsOwnership()).After(Ana.ApprovesOn(new DateOnly(2026, 12, 15), "Rotate the key."))
            .After(Wishes.DelegationsIn(2, Bo.HandsOverTo(Delegate)));
        var granted = review.After(Bo.Approves());
        var secret = Request.Draft().After(Request.Submit(ARequest.Sent) with { Content = Request.Content with { Confidential = true } });
        var start = new EmergencyStart(ARequest.Sent.AddHours(72), ARequest.Sent.AddHours(24));
        var started = (Request with { Owner = null }).Draft()
            .After((Request with { Owner = null }).Submit(ARequest.Sent) with { Emergency = start });
        yield return ("submitted", Request.Submitted());
        yield return ("inReview", review);
        yield return ("inReview, confidential", secret.After(Ana.Approves()));
        yield return ("inReview, started at once", started);
        yield return ("changesRequested", review.After(Bo.SendsBack()));
        yield return ("approved", granted);
        yield return ("approved, confidential", secret.After(Pat.AcceptsOwnership()).After(Ana.Approves()).After(Bo.Approves()));
        yield return ("approved, proof shown", granted.After(Pat.Proves()));
        yield return ("approved, owner left", granted.After(Pat.Leaves()));
        yield return ("approved, hand-over asked", granted.After(Pat.HandsOver(Ciso)));
        yield return ("suspended", granted.With(Actor.PolicyBot, new ExceptionEvent.Suspended([1])));
        yield return ("rejected", review.After(Bo.Rejects()));
        yield return ("withdrawn", review.After(Sal.Withdraws()));
        yield return ("lapsed", review.With(Actor.PolicyBot, new ExceptionEvent.Lapsed()));
        yield return ("expired", granted.With(Actor.PolicyBot, new ExceptionEvent.Expired()));
        yield return ("expired, met again", granted.With(Actor.PolicyBot, new ExceptionEvent.Expired()).After(Pat.Confirms()));
        yield return ("closed", granted.After(Pat.Closes()));
        yield return ("revoked", granted.After(Ana.Revokes()));
        yield return ("renewed", granted.With(Actor.PolicyBot, new ExceptionEvent.Renewed(ExceptionId.Parse("PX-1B3D5F7H"))));
    }

    private static IEnumerable<MethodInfo> Functions =>
        typeof(Access).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .OrderBy(function => function.Name, StringComparer.Ordinal);

    [Fact]
    public void Who_may_what_in_which_status_is_as_approved()
    {
        var matrix = Render();
        if (Environment.GetEnvironmentVariable("POLICYBOT_APPROVE") == "1")
        {
            File.WriteAllText(Approved, matrix);
        }

        Assert.Equal(File.ReadAllText(Approved).ReplaceLineEndings("\n"), matrix);
    }

    [Fact]
    public void Every_status_stands_in_the_matrix()
    {
        Assert.Equal(Enum.GetValues<Status>().ToHashSet(), Lives().Select(life => life.Record.State.Status).ToHashSet());
    }

    [Fact]
    public void Every_function_of_access_stands_in_the_matrix()
    {
        var rows = File.ReadAllLines(Approved).Select(row => row.Split(" | ")[0]);

        Assert.Equal(Functions.Select(function => function.Name), rows.Distinct());
    }

    [Fact]
    public void A_person_is_asked_to_decide_exactly_when_nothing_keeps_them_from_it()
    {
        var asked = Lives()
            .SelectMany(life => Roster.Select(one => (life.Record, Subject: Subject.From(Catalog, life.Record.State, one.Actor))));

        Assert.All(asked, one => Assert.Equal(
            Access.WhyNotDecide(one.Record.State, one.Subject, one.Record.State.Revision, one.Record.Now) is null,
                Access.CanDecide(one.Record.State, one.Subject)));
    }

    [Fact]
    public void A_machine_may_see_what_is_not_confidential_and_nothing_else()
    {
        var asked = Lives()
            .SelectMany(life =>
                Functions.Select(function => (life.Record.State, function.Name, Answer: Ask(function, life.Record, Pipeline)))).ToList();

        Assert.All(asked.Where(one => one.Name == nameof(Access.CanSee)), one =>
            Assert.Equal(one.State.Content!.Confidential ? "no" : "yes", one.Answer));
        string[] open =
        [
            nameof(Access.CanSee), nameof(Access.CanUse), nameof(Access.CanLookEverywhere), nameof(Access.CanAskAboutPolicies),
            nameof(Access.CanAskRouteOf), nameof(Access.CanAskFor), nameof(Access.CanReportMail),
        ];
        Assert.All(asked.Where(one => !open.Contains(one.Name)), one => Assert.NotEqual("yes", one.Answer));
    }

    [Fact]
    public void Events_are_no_machines_to_read_of_anything_that_was_ever_confidential()
    {
        var (open, secret) = (Request.InReview().State, (Request with { Confidential = true }).InReview().State);
        var machine = Subject.From(Pipeline, Roles.None);

        Assert.True(Access.CanReadEvents(open, wasConfidential: false, machine));
        Assert.False(Access.CanReadEvents(open, wasConfidential: true, machine));
        Assert.False(Access.CanReadEvents(secret, wasConfidential: false, machine));
    }

    [Fact]
    public void A_key_opens_its_scopes_and_no_other()
    {
        var all = Enum.GetValues<Scopes>().Where(scope => scope != Scopes.None).ToList();

        Assert.All(all, scope =>
        {
            var machine = Subject.From(new MachineActor("key", "ci", ScopeNames.NamesOf(scope)), Roles.Administrator);
            Assert.Equal([scope], all.Where(other => Access.CanUse(machine, other)));
            Assert.Equal(scope is Scopes.Read or Scopes.Submit, Access.CanAskAboutPolicies(machine));
            Assert.Equal(scope is Scopes.Read or Scopes.Submit, Access.CanAskRouteOf(Sal.Person, machine));
            Assert.Equal(scope == Scopes.Submit, Access.CanAskFor(Sal.Person, machine));
            Assert.Equal(scope == Scopes.Submit, Access.CanReportMail(machine));
            Assert.Equal(scope == Scopes.Export, Access.CanExport(Request.InReview().State, machine));
        });
    }

    [Fact]
    public void No_person_hands_in_reports_of_mail() =>
        Assert.All(Roster, one => Assert.False(
            one.Actor is not MachineActor && Access.CanReportMail(Subject.From(Catalog, Request.InReview().State, one.Actor))));

    [Fact]
    public void No_machine_has_a_command_of_a_person_accepted()
    {
        // Roles beside a machine count for nothing.
        var commands = Commands(Pipeline).Select(command => command with { Subject = Subject.From(command.By, Roles.PolicyOwner | Roles.Administrator) }).ToList();

        var decisions = Lives().SelectMany(life => commands.Select(command => life.Record.Try(command)));

        Assert.All(decisions, decision => Assert.IsType<Decision.Refused>(decision));
    }

    [Fact]
    public void No_machine_begins_an_exception()
    {
        var decision = Request.Draft().Try(Request.Submit(ARequest.Sent) with { By = Pipeline });

        Assert.Equal(new Decision.Refused(new Refusal.NotTheRequester()), decision);
    }

    [Fact]
    public void No_stranger_has_a_command_accepted()
    {
        var decisions = Lives().SelectMany(life => Commands(Mallory).Select(command => life.Record.Try(command)));

        Assert.All(decisions, decision => Assert.IsType<Decision.Refused>(decision));
    }

    [Fact]
    public void A_person_has_the_roles_that_the_catalog_of_now_gives_them()
    {
        var state = Request.InReview().State;

        var found = Roster.ToDictionary(one => one.Role, one => Subject.From(Catalog, state, one.Actor).Roles);

        Assert.Equal(Roles.PolicyOwner, found["policy owner"]);
        Assert.Equal(Roles.AreaOwner, found["area owner"]);
        Assert.Equal(Roles.Auditor, found["auditor"]);
        Assert.Equal(Roles.Administrator, found["administrator"]);
        Assert.Equal(9, found.Values.Count(roles => roles == Roles.None));
    }

    private static ExceptionCommand[] Commands(Actor by) =>
    [
        Request.Submit(ARequest.Sent) with { By = by }, by.Approves(), by.Rejects(), by.SendsBack(), by.Withdraws(), by.Nudges(), by.Says(),
        by.AcceptsOwnership(), by.DeclinesOwnership(), by.Closes(), by.LetsItEnd(), by.Attests(new DateOnly(2026, 12, 20)), by.Proves(),
        by.AcceptsProof(), by.ReturnsProof(), by.HandsOver(Sal), by.Confirms(), by.DeniesMet(), by.Revokes(),
        AnImport.Of("one") with { By = by },
    ];

    private static string Render()
    {
        var lives = Lives().ToList();
        var matrix = new StringBuilder();
        foreach (var function in Functions)
        {
            var isAboutOne = function.GetParameters().Any(parameter => parameter.ParameterType == typeof(ExceptionState));
            foreach (var (name, record) in isAboutOne ? lives : [("any", lives[0].Record)])
            {
                var answers = Roster.GroupBy(one => Ask(function, record, one.Actor), one => one.Role, StringComparer.Ordinal)
                    .OrderByDescending(group => group.Key == "yes").ThenBy(group => group.Key, StringComparer.Ordinal);
                var cells = answers.Select(group => $"{group.Key}: {string.Join(", ", group)}");
                matrix.Append(CultureInfo.InvariantCulture, $"{function.Name} | {name} | {string.Join(" | ", cells)}\n");
            }
        }

        return matrix.ToString();
    }

    private static string Ask(MethodInfo function, ARecord life, Actor actor)
    {
        var state = life.State;
        object?[] arguments =
        [
            .. function.GetParameters().Select(parameter => parameter.ParameterType switch
            {
                var type when type == typeof(ExceptionState) => (object?)state,
                var type when type == typeof(Subject) => Subject.From(Catalog, state, actor),
                var type when type == typeof(DateTimeOffset) => life.Now,
                var type when type == typeof(Scopes) => Scopes.Read,
                var type when type == typeof(bool) => true,
                var type when type == typeof(DateOnly?) => new DateOnly(2026, 12, 20),
                var type when type == typeof(PersonId) => parameter.Name == "owner" ? state.Owner : state.Requester,
                var type when type == typeof(int) && parameter.Name == "maximum" => Policy.DefaultMaxRevisions,
                var type when type == typeof(int) => state.Revision,
                var type when type == typeof(Policy) => Catalog.Policy(state.Content!.PolicyId),
                var type => throw new InvalidOperationException($"The matrix has no value of {type} for {function.Name}."),
            }),
        ];
        return function.Invoke(null, arguments) switch
        {
            true or null => "yes",
            false => "no",
            var why => why.GetType().Name,
        };
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
