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
    public async Task There_are_at_least_sixty_talks_in_both_languages_and_a_model_decides_half_of_them()
    {
        var files = Directory.GetFiles(Transcript.Folder, "*.txt");
        var decided = new List<string>();
        foreach (var file in files)
        {
            if (await Transcript.IsWithModelAsync(file) && await GoesElsewhereWithoutAModelAsync(file))
            {
                decided.Add(Path.GetFileName(file));
            }
        }

        Assert.True(files.Length >= 60, $"{files.Length}");
        Assert.True(decided.Count * 2 >= files.Length, $"{decided.Count} of {files.Length}");
        Assert.True(files.Count(IsGerman) >= 15);
        Assert.True(decided.Count(IsGerman) >= 8, $"{decided.Count(IsGerman)} in German");
    }

    private static bool IsGerman(string file) => Path.GetFileName(file).Contains("german", StringComparison.Ordinal);

    // The same words with a model that reads nothing in them: another draft, another answer.
    private static async Task<bool> GoesElsewhereWithoutAModelAsync(string file)
    {
        try
        {
            await Transcript.PlayAsync(file, deaf: true);
            return false;
        }
        catch (Exception fault) when (fault is Xunit.Sdk.XunitException or InvalidCastException or NullReferenceException)
        {
            return true;
        }
    }
}
