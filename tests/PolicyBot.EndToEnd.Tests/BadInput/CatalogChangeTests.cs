namespace PolicyBot.EndToEnd.Tests.BadInput;

[Collection(DoorTests.Name)]
public sealed class CatalogChangeTests(DoorLab running) : DoorTest(running)
{
    [Fact]
    public async Task A_bad_new_catalog_is_refused_with_file_line_and_rule_and_the_old_one_keeps_serving_until_a_good_one_comes()
    {
        var good = await File.ReadAllTextAsync(Running.CatalogPath, Deadline);
        var bad = good.Replace("""{ group: leads-3, needs: 1 }]""", """{ group: leads-3, needs: 7 }]""", StringComparison.Ordinal);
        var line = 1 + bad[..bad.IndexOf("needs: 7", StringComparison.Ordinal)].Count(letter => letter == '\n');

        await File.WriteAllTextAsync(Running.CatalogPath, bad, Deadline);
        var refusal = await HearAsync("The changed catalog is refused and the old one keeps serving:");
        var meanwhile = await Sal.FillAsync(HumanAccount("asked for meanwhile"));
        await File.WriteAllTextAsync(
            Running.CatalogPath, good.Replace("organization: Contoso", "organization: Northwind", StringComparison.Ordinal), Deadline);
        await Record.UntilAsync(async () =>
            (await Fay.SayAsync("help")).Text.Contains("the policies of Northwind", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Running.CatalogPath, good, Deadline);
        await Record.UntilAsync(async () =>
            (await Fay.SayAsync("help")).Text.Contains("the policies of Contoso", StringComparison.Ordinal));

        Assert.Contains($"{Running.CatalogPath}:{line}: ", refusal, StringComparison.Ordinal);
        Assert.Contains("[needs-too-large]", refusal, StringComparison.Ordinal);
        meanwhile.Says("Nobody has seen this yet");
    }

    private async Task<string> HearAsync(string words)
    {
        await Record.UntilAsync(() => Task.FromResult(Lab.HostOutput.Any(line => line.Contains(words, StringComparison.Ordinal))));
        return Lab.HostOutput.First(line => line.Contains(words, StringComparison.Ordinal));
    }
}
