namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>Talks as people have them: each file in <c>Transcripts</c> is one, and reads as one.</summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> Talks =>
        [.. Directory.EnumerateFiles(Transcript.Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .OfType<string>()];

    [Theory]
    [MemberData(nameof(Talks))]
    public Task A_talk_goes_as_it_is_written(string talk) => Transcript.PlayAsync(Path.Combine(Transcript.Folder, $"{talk}.txt"));

    [Fact]
    public void There_are_at_least_twenty_five_talks() => Assert.True(Talks.Count >= 25);
}
