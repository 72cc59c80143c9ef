using System.Globalization;
using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary><c>list …</c> and <c>find …</c>: by role, with filters and counts.</summary>
public sealed partial class ListTests
{
    private static readonly (string Id, ARecord Record)[] Held =
    [
        Of(1, request => request.Granted()),
        Of(2, request => (request with { Title = "VPN for the press", Scope = "press-01", Assets = [], ExpiresOn = new(2026, 12, 5) }).Granted()),
        Of(3, request => (request with { Confidential = true }).Granted()),
        Of(4, request => (request with { Owner = Pat, Risk = RiskLabel.Low, Title = "Old scanner", Scope = "", Assets = ["scan-7"] }).InReview()),
        Of(5, request => (request with { Confidential = true, Requester = Pat }).InReview()),
        Of(6, request => (request with { Title = "Rejected key" }).InReview().After(Ana.Rejects())),
        Of(7, request => (request with { Stages = [AStage.Needs(1, Bo)], Requester = Pat, Risk = RiskLabel.Critical }).InReview().After(Bo.Approves())),
    ];

    private static readonly Dictionary<string, int[]> Asked = new()
    {
        ["list"] = [1, 2, 3, 4, 5, 7],
        ["liste"] = [1, 2, 3, 4, 5, 7],
        ["list all"] = [1, 2, 3, 4, 5, 6, 7],
        ["all exceptions"] = [1, 2, 3, 4, 5, 6, 7],
        ["list in force"] = [1, 2, 3, 7],
        ["liste in Kraft"] = [1, 2, 3, 7],
        ["list expiring"] = [2],
        ["liste läuft aus"] = [2],
        ["which exceptions end soon?"] = [2],
        ["list open"] = [4, 5],
        ["list rejected"] = [6],
        ["list ended"] = [6],
        ["list high risk"] = [1, 2, 3, 5],
        ["liste hohes Risiko"] = [1, 2, 3, 5],
        ["list critical or low risk"] = [4, 7],
        ["list expiring high risk SEC-MFA"] = [2],
        ["list confidential"] = [3, 5],
        ["list SEC-MFA"] = [1, 2, 3, 4, 5, 7],
        ["list multi-factor authentication in force"] = [1, 2, 3, 7],
        ["list FIN-SPEND"] = [],
        ["list Ortiz"] = [1, 2, 3, 4],
        ["list pat@contoso.example"] = [4, 5, 7],
        ["list scan-7"] = [4],
        ["list press in force"] = [2],
        ["find vp pr"] = [2],
        ["find rej"] = [6],
        ["suche Scanner"] = [4],
        ["find 00000003"] = [3],
        ["find PX-00000003"] = [3],
    };

    public static TheoryData<string, string> EveryRoleAndList
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var person in People)
            {
                foreach (var text in Asked.Keys)
                {
                    data.Add(person.Name, text);
                }
            }

            return data;
        }
    }

    // Sal asks, Pat owns, Ana and Bo decide, Iam owns the policy, the CISO the area, Deputy audits, Lee administers.
    private static readonly PersonActor Lee = new(PersonId.Parse("lee@contoso.example"), "Lee Adler", "teams", "teams|72f988bf|lee");
    private static readonly PersonActor[] People = [Sal, Pat, Ana, Bo, Iam, Ciso, Deputy, Lee, Mallory];

    [Theory]
    [MemberData(nameof(EveryRoleAndList))]
    public async Task A_list_has_what_was_asked_for_of_what_the_person_may_see_and_nothing_else(string name, string text)
    {
        var person = People.Single(one => one.Name == name);
        var office = await OpenAsync();
        int[] expected =
        [
            .. Asked[text].Where(number => Held[number - 1].Record.State is var state
                && Access.CanSee(state, Subject.From(office.Catalog.Current, state, person.Person))),
        ];

        var list = Assert.IsType<ListView>((await office.SayAsync(person, text)).View);

        Assert.Equal(expected, list.Lines.Select(line => int.Parse(Number().Match(line.Title).Groups[1].Value, CultureInfo.InvariantCulture)).Order());
        Assert.StartsWith($"{expected.Length} found.", list.Intro[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ends_or_lapses_first_comes_first_and_what_has_ended_last()
    {
        var office = await OpenAsync();

        var list = (ListView)(await office.SayAsync(Deputy, "list all")).View;

        Assert.Equal(["4", "5", "2", "1", "3", "7", "6"], list.Lines.Select(line => Number().Match(line.Title).Groups[1].Value));
        Assert.Equal("PX-00000002 · Approved", list.Lines[2].Title);
        Assert.Equal(
            "HIGH: VPN for the press, Sal Ortiz, until 5 Dec 2026\nMulti-factor authentication (SEC-MFA)", list.Lines[2].Text);
        var open = list.Lines[2].Open!;
        Assert.Equal((Verbs.Status, "PX-00000002"), (open.Verb, open.Id!.Value.Value));
    }

    [Theory]
    [InlineData("list banana", "I do not know “banana”")]
    [InlineData("list in force banana scan", "I do not know “banana”")]
    [InlineData("find banana", "I do not know “banana”")]
    [InlineData("find", "Say what to look for")]
    public async Task What_is_not_understood_is_named(string text, string said)
    {
        var office = await OpenAsync();

        Assert.Contains(said, (await office.SayAsync(Sal, text)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_words_only_those_that_lead_to_nothing_are_named_also_where_one_word_drives()
    {
        var office = await OpenAsync();

        var words = (await office.SayAsync(Deputy, "list scanner nonsensical")).View.Words();

        Assert.Contains("I do not know “nonsensical”:", words, StringComparison.Ordinal);
        var none = (await office.SayAsync(Deputy, "list scanner press")).View.Words();
        Assert.Contains("There is none that you may see.", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_goes_on_with_More_and_beyond_what_one_answer_looks_through()
    {
        var office = await OpenAsync();
        for (var number = 100; number < 700; number++)
        {
            var request = new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}"), Title = number < 640 ? "Key" : "Other" };
            await office.Listings.PutAsync(request.Granted().State.ToListing(TestCatalog.Contoso), default);
            await office.Counts.PutAsync(request.Granted().State.ToCounted(TestCatalog.Contoso), default);
        }

        var first = await office.SayAsync(Deputy, "list in force high risk");
        var list = (ListView)first.View;
        Assert.Equal($"Exceptions that you may see: 15 of {ExceptionLists.MostRead - 3}", list.Heading); // two are open, one is critical
        Assert.Contains("I looked through 500 of 606.", list.Words(), StringComparison.Ordinal);
        Assert.Equal(["More", "Go on"], list.Actions.Select(action => action.Title));
        Assert.All(list.Actions, action => Assert.InRange(action.Value!.Length, 1, 300));

        var more = (ListView)(await office.AnswerAsync(Deputy, first, Office.Press(list.Actions[0]))).View;
        Assert.Equal("Exceptions that you may see: 16–30 of 497", more.Heading);
        Assert.Empty(more.Lines.Select(line => line.Title).Intersect(list.Lines.Select(line => line.Title)));

        var rest = (ListView)(await office.AnswerAsync(Deputy, first, Office.Press(list.Actions[1]))).View;
        Assert.Equal("Exceptions that you may see: 15 of 106", rest.Heading);
        Assert.Equal(["More"], rest.Actions.Select(action => action.Title));
    }

    [Fact]
    public async Task A_list_follows_what_happens()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        Assert.Contains(id.Value, (await office.SayAsync(Sal, "list open")).View.Words(), StringComparison.Ordinal);

        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        Assert.DoesNotContain(id.Value, (await office.SayAsync(Sal, "list open")).View.Words(), StringComparison.Ordinal);
        Assert.Contains(id.Value, (await office.SayAsync(Sal, "list in force")).View.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suche eine Ausnahme von MFA für svc-build bis März")]
    [InlineData("find out who decides on MFA")]
    public async Task A_wish_and_a_question_are_no_list(string text)
    {
        var office = await OpenAsync();

        Assert.DoesNotContain("Exceptions that you may see", (await office.SayAsync(Sal, text)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_of_lists_those_who_see_what_others_asked_for()
    {
        var office = await OpenAsync();
        var told = new List<string>();
        foreach (var person in People)
        {
            if ((await office.SayAsync(person, "help")).View.Words().Contains("list …", StringComparison.Ordinal))
            {
                told.Add(person.Name);
            }
        }

        Assert.Equal([Iam.Name, Ciso.Name, Deputy.Name, Lee.Name], told);
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(People);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Deputy.Person], [Lee.Person]) };
        foreach (var (_, record) in Held)
        {
            await office.Stored.TryCommitAsync(new Commit($"seed-{record.State.Id}", record.State, null, record.Events, []), default);
            await office.Listings.PutAsync(record.State.ToListing(office.Catalog.Current), default);
            await office.Counts.PutAsync(record.State.ToCounted(office.Catalog.Current), default);
        }

        return office;
    }

    private static (string Id, ARecord Record) Of(int number, Func<ARequest, ARecord> make) =>
        ($"PX-{number:D8}", make(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") }));

    [GeneratedRegex(@"PX-0*(\d+)")]
    private static partial Regex Number();
}
