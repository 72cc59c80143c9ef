namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ReadsGermanTests(IdentityLab running) : IdentityTest(running, IdentityLab.ReadsGerman)
{
    [Fact]
    public async Task Each_person_is_asked_and_answered_in_the_language_of_their_client_in_both_channels()
    {
        var help = await SalInSlack.SayAsync("help");
        var id = await SalInSlack.AskAsync(HumanAccount("svc-german"), "ist eingereicht.");
        var asked = await Ana.SeeAsync(id, "Genehmigen");
        await Bo.SeeAsync(id, "Approve");

        await Ana.DecideAsync(id, "Genehmigen", "Bis der Hersteller liefert.");

        await SalInSlack.ReadAsync(id, "Genehmigt");
        await Bo.ReadAsync(id, "Approved");
        await Record.UntilStatusAsync(id, "approved");
        Assert.Contains("Neuer Antrag", help.Buttons);
        Assert.DoesNotContain("Approve", asked.Buttons);
    }

    [Fact]
    public async Task Who_chooses_another_language_is_spoken_to_in_it_from_the_next_word_on()
    {
        var chosen = await Ian.SayAsync("deutsch");
        var help = await Ian.SayAsync("help");
        await Ian.SayAsync("english");

        chosen.Says("Ich spreche ab jetzt Deutsch");
        Assert.Contains("Neuer Antrag", help.Buttons);
    }
}
