using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Register;

/// <summary>Who looks after records reads on status and history that one does not verify; lists say where retired ones are.</summary>
public sealed class WarnedRecordsTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Theory]
    [InlineData("status", "english", "does not verify from event 2 on")]
    [InlineData("history", "english", "does not verify from event 2 on")]
    [InlineData("status", "deutsch", "stimmt ab Ereignis 2 nicht")]
    public async Task An_auditor_reads_at_once_since_which_event_a_record_does_not_verify_and_what_to_do(
        string command, string language, string said)
    {
        var office = await FalsifiedAsync();
        await office.SayAsync(Pat, language);

        var view = (await office.SayAsync(Pat, $"{command} {Id}")).View;

        Assert.Contains(said, view.Fault, StringComparison.Ordinal);
        Assert.Contains($"policybot audit verify {Id}", view.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_command_line_is_told_no_command()
    {
        var office = await FalsifiedAsync();

        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal(Words.RefusedRecordBroken, (await office.SayAsync(Sal, $"status {Id}")).View.Fault);
    }

    [Fact]
    public async Task A_record_that_verifies_warns_nobody()
    {
        var office = await OpenAsync();

        Assert.Null((await office.SayAsync(Pat, $"status {Id}")).View.Fault);
        Assert.Null((await office.SayAsync(Pat, $"history {Id}")).View.Fault);
    }

    [Theory]
    [InlineData("list all", true)]
    [InlineData("list expired", true)]
    [InlineData("list", false)]
    public async Task A_list_of_what_has_ended_says_where_retired_ones_are(string typed, bool says)
    {
        var office = await OpenAsync();

        var words = (await office.SayAsync(Pat, typed)).View.Words();

        Assert.Equal(says, words.Contains("they are in the signed bundle", StringComparison.Ordinal));
    }

    private static async Task<Office> FalsifiedAsync()
    {
        var office = await OpenAsync();
        var stored = (await office.Stored.ReadAsync(Id, default))!.Events;
        office.Stored.Falsify(
            Id, stored[1] with { Json = stored[1].Json.Replace("\"revision\":1", "\"revision\":2", StringComparison.Ordinal) });
        return office;
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Pat);
        office.Catalog.Current = office.Catalog.Current with { Roles = office.Catalog.Current.Roles with { Auditors = [Pat.Person] } };
        await office.HoldAsync(new ARequest().Granted());
        return office;
    }
}
