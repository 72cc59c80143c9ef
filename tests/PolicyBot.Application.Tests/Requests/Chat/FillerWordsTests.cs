using PolicyBot.Application.Requests.Chat;

namespace PolicyBot.Application.Tests.Requests.Chat;

public sealed class FillerWordsTests
{
    [Theory]
    [InlineData("I tell you the rest in a moment")]
    [InlineData("I'll explain it later.")]
    [InlineData("ok, let me get back to you on that")]
    [InlineData("I will send you more details when I'm at my desk")]
    [InlineData("more to come")]
    [InlineData("Reason follows.")]
    [InlineData("one sec")]
    [InlineData("hold on, brb")]
    [InlineData("as discussed with you yesterday")]
    [InlineData("you know why")]
    [InlineData("it's really urgent, would be great")]
    [InlineData("hope that's ok, thanks in advance")]
    [InlineData("not sure if this is the right place")]
    [InlineData("den Rest sag ich dir gleich")]
    [InlineData("Ich erkläre das später.")]
    [InlineData("Begründung folgt")]
    [InlineData("ich melde mich gleich")]
    [InlineData("Moment bitte")]
    [InlineData("wie besprochen, es eilt")]
    [InlineData("hoffe, das passt so, wäre super")]
    [InlineData("keine Ahnung, wie das geht")]
    public void What_keeps_a_talk_going_tells_nothing(string said) => Assert.True(FillerWords.IsAll(said), said);

    [Theory]
    [InlineData("We will send the device for repair tomorrow")]
    [InlineData("I will bring the new reader in March")]
    [InlineData("The rest of the line stops")]
    [InlineData("The details of 300 patients are on it")]
    [InlineData("the vendor will tell us in a week")]
    [InlineData("Wait times at the gate double")]
    [InlineData("it is urgent because the reader is broken")]
    [InlineData("As agreed with the auditor the log is read daily")]
    [InlineData("Der Rest der Anlage steht still")]
    [InlineData("Ich schicke das Gerät morgen zur Reparatur")]
    [InlineData("Die Minute Stillstand kostet 300 Euro")]
    [InlineData("Das ist dringend, weil der Leser kaputt ist")]
    public void What_tells_something_is_kept(string said) => Assert.False(FillerWords.IsAll(said), said);
}
