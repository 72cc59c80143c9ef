using PolicyBot.Lab.Record;

namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ProductTests.Name)]
public sealed class RecordTests(ProductLab running) : LabTest(running)
{
    [Fact]
    public async Task One_letter_changed_in_the_store_is_found_and_its_event_named()
    {
        var id = await GrantAsync(HumanAccount("svc-tampered"));

        var whole = await Lab.RunVerbAsync(Deadline, "audit", "verify", id);
        var change = await ByteChange.MakeAsync(Lab.Rows, Lab.TablePrefix, id, Deadline);
        var broken = await Lab.RunVerbAsync(Deadline, "audit", "verify", id.ToLowerInvariant());
        await change!.UndoAsync(Lab.Rows, Lab.TablePrefix, Deadline);

        Assert.Equal(0, whole.ExitCode);
        Assert.Contains($"{id}: whole, 6 events", whole.Output, StringComparison.Ordinal);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains($"{id}: BROKEN at event 1", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_on_the_card_is_the_hash_in_the_record()
    {
        var id = await GrantAsync(HumanAccount("svc-receipt"));

        var rows =
            await Lab.Rows.QueryAsync($"{Lab.TablePrefix}Exceptions", $"PartitionKey eq '{id}' and RowKey eq 'e|0000000005'", Deadline);

        var hash = rows[0]["Hash"]!.GetValue<string>();
        Sal.About(id)[^1].Says($"Receipt: event 5, {hash[..8]}");
        Ana.About(id)[^1].Says($"Receipt: event 5, {hash[..8]}");
    }
}
