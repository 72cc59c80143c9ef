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
    public async Task There_are_at_least_sixty_talks_half_of_them_with_a_model_and_in_both_languages()
    {
        var files = Directory.GetFiles(Transcript.Folder, "*.txt");
        var withModel = 0;
        foreach (var file in files)
        {
            withModel += await Transcript.IsWithModelAsync(file) ? 1 : 0;
        }

        Assert.True(files.Length >= 60, $"{files.Length}");
        Assert.True(withModel * 2 >= files.Length, $"{withModel} of {files.Length}");
        Assert.True(files.Count(file => Path.GetFileName(file).Contains("german", StringComparison.Ordinal)) >= 15);
    }
}
