using PolicyBot.Application.Exports;
using PolicyBot.Application.Importing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;
using PolicyBot.Application.Tests.Evidence;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Importing;

/// <summary>What was kept in a sheet until now is in the register, each line whole or not at all, and once.</summary>
public sealed class RegisterImportTests
{
    private static readonly PersonId Administrator = PersonId.Parse("admin@contoso.example");

    [Fact]
    public async Task A_dry_run_says_what_would_be_imported_and_changes_nothing()
    {
        var office = await OpenAsync(Pat);

        var line = Assert.IsType<ImportedLine.Taken>(Assert.Single(await RunAsync(office, ASheet.Of(ASheet.Line), isDryRun: true)));

        Assert.Equal((2, "SEC-MFA", Pat.Person), (line.Line, line.Content.PolicyId, line.Content.OwnerEmail));
        Assert.Empty(line.Notes);
        Assert.Null(await office.Stored.ReadHeadAsync(line.Id, default));
        Assert.Empty(await office.Work.DueAsync(DateTimeOffset.MaxValue, 10, default));
    }

    [Fact]
    public async Task What_a_dry_run_said_is_what_applying_does()
    {
        var (office, sheet) = (await OpenAsync(Pat), ASheet.Of(ASheet.Line));
        var said = Id(await RunAsync(office, sheet, isDryRun: true));

        var id = Id(await RunAsync(office, sheet));

        Assert.Equal(said, id);
        var state = await office.StateAsync(id);
        Assert.Equal((Status.Approved, new DateOnly(2027, 2, 15), RiskLabel.High), (state.Status, state.Grant!.ExpiresOn, state.Risk));
        Assert.Equal((Sal.Person, Pat.Person, "security"), (state.Requester, state.Owner, state.AreaId));
        Assert.Equal(["svc-build", "build-01"], state.Content!.Assets);
        Assert.Equal("service", state.Content.Fields["accountType"]);
        Assert.Equal(
            new ImportOrigin(
                "the sheet", "exceptions.csv", sheet.Hash, 2, "", state.Origin!.Key, "Ana Lima, CISO board", new(2026, 5, 4), RiskLabel.High),
            state.Origin);
    }

    [Fact]
    public async Task Importing_tells_nobody_and_the_owner_is_reminded_from_then_on_as_of_any_other()
    {
        var office = await OpenAsync(Sal, Pat, Iam);
        var id = Id(await RunAsync(office, ASheet.Of(ASheet.Line)));
        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.SweepAsync(); // a host finds the work row

        Assert.Empty(office.MessagesOf(Sal).Concat(office.MessagesOf(Pat)).Concat(office.MessagesOf(Iam)));
        office.Time.SetUtcNow(new(2027, 2, 1, 8, 0, 0, TimeSpan.Zero));
        await office.SweepAsync();
        var ping = Assert.Single(office.MessagesOf(Pat)).View;
        Assert.Equal([Verbs.Renew, Verbs.AskClose, Verbs.LetItEnd], ping.Verbs().Take(3));

        office.Time.SetUtcNow(new ARequest().HoldsUntil);
        await office.SweepAsync();
        Assert.Equal(Status.Expired, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task It_is_found_listed_and_shown_as_imported_with_what_was_decided_before()
    {
        var office = await OpenAsync(Pat);
        var id = Id(await RunAsync(office, ASheet.Of(ASheet.Line)));
        await office.Reconciler.ReconcileAsync(id, default);

        var (list, found) = ((await office.SayAsync(Pat, "list high risk")).View.Words(), (await office.SayAsync(Pat, "find svc-build")).View.Words());
        var (status, history, why) = (
            (await office.SayAsync(Pat, $"status {id}")).View.Words(), (await office.SayAsync(Pat, $"history {id}")).View.Words(),
            (await office.SayAsync(Pat, $"why {id}")).View.Words());

        Assert.All([list, found], text => Assert.Contains(id.Value, text, StringComparison.Ordinal));
        Assert.All([status, why], text => Assert.Contains(
            $"Imported on 20 Nov 2026 from exceptions.csv, line 2, by {Administrator}", text, StringComparison.Ordinal));
        Assert.Contains("imported it from exceptions.csv, line 2, until 15 Feb 2027", history, StringComparison.Ordinal);
        Assert.All([status, history, why], text => Assert.Contains(
            "Approved by Ana Lima, CISO board on 4 May 2026: so says the register it comes from.", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_renewed_by_a_request_of_its_own()
    {
        var office = await OpenAsync(Pat, Ana);
        var id = Id(await RunAsync(office, ASheet.Of(ASheet.Line)));
        await office.Reconciler.ReconcileAsync(id, default);

        var form = await office.AnswerAsync(
            Pat, await office.SayAsync(Pat, $"status {id}"), new ButtonAction(Verbs.Renew, id.Value, 0, new Dictionary<string, string>()));

        Assert.IsType<FormView>(form.View);
    }

    [Fact]
    public async Task An_export_has_it_with_its_risk_and_where_it_comes_from()
    {
        var (office, sheet) = (await OpenAsync(Pat), ASheet.Of(ASheet.With(("externalId", "EX-17"))));
        var state = await office.StateAsync(Id(await RunAsync(office, sheet)));
        var source = new ExportSource(state, TestCatalog.Contoso, ARequest.Sent);

        var values = ExportColumns.All.ToDictionary(column => column.Name, column => column.Value(source));

        Assert.Equal(
            ("high", "EX-17", "Ana Lima, CISO board", "2026-05-04", "exceptions.csv, line 2", sheet.Hash, "yes"),
            (values["risk"], values["externalId"], values["approvedBy"], values["approvedOn"], values["importedFrom"], values["importedFileHash"],
                values["inForce"]));
    }

    [Fact]
    public async Task The_same_line_again_is_imported_once_wherever_it_stands_and_whatever_stands_around_it()
    {
        var office = await OpenAsync(Pat);
        var one = Id(await RunAsync(office, ASheet.Of(ASheet.Line)));

        var again = await RunAsync(office, ASheet.Of(ASheet.With(("title", "Another")), ASheet.Line, ASheet.Line));

        Assert.IsType<ImportedLine.Taken>(again[0]);
        Assert.Equal(new ImportedLine.Known(4, one), again[1]);
        Assert.Equal("it says the same as line 4.", Assert.Single(Assert.IsType<ImportedLine.Faulty>(again[2]).Faults));
        Assert.Equal(1, (await office.StateAsync(one)).Version);
    }

    [Fact]
    public async Task An_id_of_a_register_is_imported_once_also_with_other_words_and_another_register_may_have_the_same()
    {
        var office = await OpenAsync(Pat);
        var one = Id(await RunAsync(office, ASheet.Of(ASheet.With(("externalId", "17")))));

        var again = await RunAsync(office, ASheet.Of(ASheet.With(("externalId", "17"), ("title", "Reworded")), ASheet.With(("externalId", "17"))));
        var other = await RunAsync(office, ASheet.Of(ASheet.With(("externalId", "17"))), register: "another sheet");

        Assert.Equal(new ImportedLine.Known(2, one), again[0]);
        Assert.Equal("externalId 17 stands in line 2 already.", Assert.Single(Assert.IsType<ImportedLine.Faulty>(again[1]).Faults));
        Assert.NotEqual(one, Id(other));
    }

    [Fact]
    public async Task A_number_that_another_exception_has_is_left_to_it()
    {
        var office = await OpenAsync(Pat);
        var taken = Id(await RunAsync(office, ASheet.Of(ASheet.Line), isDryRun: true));
        await office.HoldAsync(new ARequest { Id = taken }.Granted());

        var id = Id(await RunAsync(office, ASheet.Of(ASheet.Line)));
        var again = await RunAsync(office, ASheet.Of(ASheet.Line));

        Assert.NotEqual(taken, id);
        Assert.Null((await office.StateAsync(taken)).Origin);
        Assert.Equal(new ImportedLine.Known(2, id), Assert.Single(again));
    }

    [Theory]
    [InlineData("policyId", "SEC-NONE", "the catalog has no policy SEC-NONE.")]
    [InlineData("policyId", "", "policyId is empty.")]
    [InlineData("title", "\u200b", "title is empty.")]
    [InlineData("approvedBy", "", "approvedBy is empty.")]
    [InlineData("expiresOn", "15.02.2027", "expiresOn is no day: write it as 2027-02-15.")]
    [InlineData("expiresOn", "2026-11-19", "its last day, 2026-11-19, is over.")]
    [InlineData("expiresOn", "9999-12-31", "its last day, 9999-12-31, is more than ten years away.")]
    [InlineData("approvedOn", "2026-11-21", "approvedOn, 2026-11-21, is still to come.")]
    [InlineData("approvedOn", "May", "approvedOn is no day: write it as 2027-02-15.")]
    [InlineData("owner", "Pat", "owner is no e-mail address.")]
    [InlineData("requester", "Sal Ortiz", "requester is no e-mail address.")]
    [InlineData("owner", "admin@contoso.example", "requester or owner is the one who imports: another administrator must import it.")]
    [InlineData("risk", "huge", "risk is none of low, medium, high, critical.")]
    [InlineData("risk", "2", "risk is none of low, medium, high, critical.")]
    [InlineData("confidential", "perhaps", "confidential is neither yes nor no.")]
    [InlineData("reasonKind", "none", "reasonKind is no answer that the catalog allows.")]
    [InlineData("field.accountType", "robot", "field.accountType is no answer that the catalog allows.")]
    [InlineData("field.colour", "red", "SEC-MFA has no field colour.")]
    public async Task A_line_with_a_fault_is_named_with_its_reason_and_the_sound_ones_are_imported(string column, string value, string why)
    {
        var office = await OpenAsync(Pat);

        var lines = await RunAsync(office, ASheet.Of(ASheet.With((column, value)), ASheet.Line));

        var faulty = Assert.IsType<ImportedLine.Faulty>(lines[0]);
        Assert.Equal((2, why), (faulty.Line, Assert.Single(faulty.Faults)));
        Assert.IsType<ImportedLine.Taken>(lines[1]);
        Assert.Single(await office.Stored.AllAsync(default).ToListAsync());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_and_not_cut_and_every_fault_of_a_line_is_named()
    {
        var office = await OpenAsync(Pat);

        var lines = await RunAsync(office, ASheet.Of(ASheet.With(
            ("title", new string('t', 151)), ("justification", new string('j', 3_001)), ("scope", new string('s', 1_001)), ("owner", "Pat"))));

        Assert.Equal(
            [
                "justification has 3001 characters, at most 3000 are kept.", "owner is no e-mail address.",
                "scope has 1001 characters, at most 1000 are kept.", "title has 151 characters, at most 150 are kept.",
            ],
            Assert.IsType<ImportedLine.Faulty>(Assert.Single(lines)).Faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_end_beyond_what_the_policy_allows_and_an_owner_whom_nobody_knows_are_taken_with_a_note()
    {
        var office = await OpenAsync();

        var line = Assert.IsType<ImportedLine.Taken>(Assert.Single(await RunAsync(
            office, ASheet.Of(ASheet.With(("expiresOn", "2027-11-20"), ("owner", "new@contoso.example"))))));

        Assert.Equal(
            [
                "SEC-MFA allows 90 days from today, it has 365: it was granted elsewhere and keeps them; a renewal does not.",
                "nobody is known yet by the address new@contoso.example: reminders reach the owner once Teams or Slack knows it.",
            ],
            line.Notes);
        Assert.Equal(new DateOnly(2027, 11, 20), (await office.StateAsync(line.Id)).Grant!.ExpiresOn);
    }

    [Fact]
    public async Task A_line_whose_exception_was_moved_out_is_known_and_comes_back_under_no_number()
    {
        var (office, sheet) = (await OpenAsync(Pat), ASheet.Of(ASheet.Line));
        var id = Id(await RunAsync(office, sheet));
        await office.WishAsync(id, Pat.Closes());
        office.Time.Advance(TimeSpan.FromDays(60));
        var retirement = new RegisterRetirement(
            office.Stored, office.Stored, office.Index, office.Listings, office.Counts, office.Catalog, office.Time);
        var plan = await retirement.FindAsync(office.Time.GetUtcNow(), () => default, default);
        using var key = ABundle.KeyOf(ABundle.NewPem());
        await retirement.ApplyAsync(
            plan.Points, await VerifiedBundle.OfAsync(office.Stored, key, new string('0', 64)), office.Time.GetUtcNow(), () => default,
            default);

        var again = await RunAsync(office, sheet);

        Assert.Equal([id], plan.Points.Select(point => point.Id));
        Assert.Equal(new ImportedLine.Known(2, id), Assert.Single(again));
        Assert.Equal(again, await RunAsync(office, sheet, isDryRun: true));
        Assert.Empty(await office.Stored.AllAsync(default).ToListAsync());
    }

    [Fact]
    public async Task Nobody_but_an_administrator_imports()
    {
        var office = await OpenAsync(Pat);
        var import = ImportOf(office);

        Assert.Equal((true, false), (import.IsAllowed(Administrator), import.IsAllowed(Mallory.Person)));
        Assert.IsType<ImportedLine.Faulty>(Assert.Single(
            await import.RunAsync(ASheet.Of(ASheet.Line), "the sheet", Mallory.Person, false, () => ValueTask.CompletedTask, default)));
        Assert.Empty(await office.Stored.AllAsync(default).ToListAsync());
    }

    private static async Task<Office> OpenAsync(params Actor[] met)
    {
        var office = await Office.OpenAsync(met);
        office.Catalog.Current = TestCatalog.Contoso with
        {
            Roles = new CatalogRoles([], [Administrator]),
            People = [new PersonEntry(Pat.Person, [], null, null, null, null)],
        };
        return office;
    }

    private static RegisterImport ImportOf(Office office) =>
        new(office.Register, office.Stored, office.Commits, office.Who.Catalog, office.Time);

    private static Task<IReadOnlyList<ImportedLine>> RunAsync(
        Office office, ImportSheet sheet, bool isDryRun = false, string register = "the sheet") =>
        ImportOf(office).RunAsync(sheet, register, Administrator, isDryRun, () => ValueTask.CompletedTask, default);

    private static ExceptionId Id(IReadOnlyList<ImportedLine> lines) => Assert.IsType<ImportedLine.Taken>(Assert.Single(lines)).Id;
}
