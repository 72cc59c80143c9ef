using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>What a model reads in a text is a proposal: it fills what the rules left open, and only with what holds.</summary>
public sealed class ProposalTests
{
    private const string Text =
        "J'ai besoin d'une exception à l'authentification forte pour le compte svc-build jusqu'à fin janvier, le fournisseur ne la prend pas en charge; pat@contoso.example en répond";

    private static readonly RequestProposal Good =
        new("SEC-MFA", "l'authentification forte", "2027-01-31", "fin janvier", "le compte svc-build", "pat@contoso.example",
        "le fournisseur ne la prend pas en charge");

    [Fact]
    public async Task What_the_model_read_in_time_is_shown_and_asked_for_no_more()
    {
        var (office, _) = await TalkAsync(new Reader(Task.FromResult<RequestProposal?>(Good)));

        var inputs = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs;
        Assert.Equal(("SEC-MFA", "2027-01-31", "le compte svc-build", "pat@contoso.example", Good.ReasonQuote),
            (inputs[FieldIds.Policy], inputs[FieldIds.ExpiresOn], inputs[FieldIds.Scope], inputs[FieldIds.Owner],
            inputs[FieldIds.Justification]));
        Assert.Contains("Until: Sun 31 Jan 2027", office.LastOf(Sal).View.Done, StringComparison.Ordinal);
        Assert.Equal("Account type?", office.LastOf(Sal).View.Summary);
    }

    public static TheoryData<string, RequestProposal> Lies => new()
    {
        { FieldIds.Policy, Good with { PolicyId = "SEC-ALL" } },
        { FieldIds.Policy, Good with { PolicyQuote = "strong authentication" } },
        { FieldIds.Policy, Good with { PolicyQuote = "" } },
        { FieldIds.ExpiresOn, Good with { ExpiresOn = "31 January" } },
        { FieldIds.ExpiresOn, Good with { ExpiresOn = "2027-02-30" } },
        { FieldIds.ExpiresOn, Good with { ExpiresOn = "2026-11-19" } },
        { FieldIds.ExpiresOn, Good with { ExpiresOn = "9999-12-31" } },
        { FieldIds.ExpiresOn, Good with { ExpiresOnQuote = "end of January" } },
        { FieldIds.Scope, Good with { Scope = "every account" } },
        { FieldIds.Owner, Good with { OwnerEmail = "mallory@contoso.example" } },
        { FieldIds.Owner, Good with { OwnerEmail = "compte" } },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task What_does_not_hold_is_dropped_and_the_rest_kept(string field, RequestProposal lie)
    {
        var (office, _) = await TalkAsync(new Reader(Task.FromResult<RequestProposal?>(lie)));

        var inputs = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs;
        Assert.Equal("", inputs.GetValueOrDefault(field, ""));
        Assert.All(new[] { FieldIds.Policy, FieldIds.ExpiresOn, FieldIds.Scope, FieldIds.Owner }.Where(other => other != field), other =>
            Assert.NotEqual("", inputs.GetValueOrDefault(other, "")));
    }

    [Fact]
    public async Task The_rules_stand_where_the_model_reads_something_else()
    {
        var other = new RequestProposal("FIN-SPEND", "MFA", "2027-02-10", "until 1 February", "account", "bo@contoso.example", "no");

        var (office, _) =
            await TalkAsync(new Reader(Task.FromResult<RequestProposal?>(other)),
            "I need an exception to MFA for the build account until 1 February, the vendor has no support yet, owner is pat@contoso.example, not bo@contoso.example");

        var inputs = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs;
        Assert.Equal(("SEC-MFA", "2027-02-01", "the build account", "pat@contoso.example"),
            (inputs[FieldIds.Policy], inputs[FieldIds.ExpiresOn], inputs[FieldIds.Scope], inputs[FieldIds.Owner]));
    }

    [Fact]
    public async Task Nobody_waits_two_seconds_for_the_model()
    {
        var never = new TaskCompletionSource<RequestProposal?>();
        var reader = new Reader(never.Task);
        var office = await Office.OpenAsync(Sal);
        office.Readers.Add(reader);
        office.Restart();

        var said = office.SayAsync(Sal, Text);
        await reader.Asked;
        Assert.False(said.IsCompleted);
        office.Time.Advance(TimeSpan.FromSeconds(1.5));
        var message = await said.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("Which policy can you not meet?", message.View.Summary);
        Assert.True(reader.GivenUp);
    }

    [Fact]
    public async Task Whoever_has_the_model_read_too_much_in_an_hour_is_read_by_the_rules()
    {
        var (office, view) = await TalkAsync(new Reader(Task.FromResult<RequestProposal?>(Good)));
        for (var asked = 1; asked < AssessmentPace.MostPerPerson; asked++)
        {
            await office.SayAsync(Sal, "cancel");
            await office.SayAsync(Sal, Text);
        }

        await office.SayAsync(Sal, "cancel");
        var limited = (await office.SayAsync(Sal, Text)).View;

        Assert.Equal("Account type?", view.Summary);
        Assert.Equal("Which policy can you not meet?", limited.Summary);
    }

    [Fact]
    public async Task A_model_that_has_nothing_to_say_changes_nothing()
    {
        var (_, view) = await TalkAsync(new Reader(Task.FromResult<RequestProposal?>(null)));

        Assert.Equal("Which policy can you not meet?", view.Summary);
    }

    private static async Task<(Office Office, CardView View)> TalkAsync(Reader reader, string text = Text)
    {
        var office = await Office.OpenAsync(Sal);
        office.Readers.Add(reader);
        office.Restart();
        return (office, (await office.SayAsync(Sal, text)).View);
    }

    private sealed class Reader(Task<RequestProposal?> answer) : IRequestReader
    {
        private readonly TaskCompletionSource _asked = new();
        private CancellationToken _given;

        public Task Asked => _asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public bool GivenUp => _given.IsCancellationRequested;

        public Task<RequestProposal?> ReadAsync(ReadingInput input, CancellationToken cancellationToken)
        {
            _given = cancellationToken;
            _asked.TrySetResult();
            return answer;
        }
    }
}
