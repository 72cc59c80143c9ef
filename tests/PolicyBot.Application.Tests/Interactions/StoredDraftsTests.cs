using System.Runtime.CompilerServices;
using System.Text.Json;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>
/// A draft that was stored by an older version is gone on with in a newer one: the files are never edited. A new form gets a new file
/// (<c>POLICYBOT_APPROVE=1</c> writes those that are missing).
/// </summary>
public sealed class StoredDraftsTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Stored");

    public static TheoryData<string> Names => [.. StoredDrafts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_draft_is_read_as_what_it_was(string name)
    {
        var read = Read(Stored(name));

        Assert.Equivalent(StoredDrafts.All[name], read, strict: true);
        Assert.Equal(StoredDrafts.All[name].Model?.GetType(), read.Model?.GetType());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_draft_is_stored_as_it_always_was(string name)
    {
        var stored = Stored(name);

        Assert.Equal(stored, Write(StoredDrafts.All[name]));
        Assert.Equal(stored, Write(Read(stored)));
    }

    [Fact]
    public void No_stored_draft_has_lost_the_test_that_reads_it()
    {
        var files = Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(StoredDrafts.All.Keys.Order(), files.Order());
    }

    [Fact]
    public void A_draft_from_before_there_were_corrections_and_most_of_the_talk_is_read()
    {
        const string Oldest = """
            {"id":"PX-7Q2M4X9K","person":"sal@contoso.example","purpose":"New","inputs":{"title":"MFA"},"talk":{"open":"scope"},"updatedAt":"2026-11-20T09:30:00+00:00"}
            """;

        var read = Read(Oldest);

        Assert.Equal("MFA", read.Inputs["title"]);
        Assert.Equal((null, null, "", false), (read.Corrected, read.Model, read.ModelAbout, read.Previewed));
        Assert.Equivalent(new ChatState { Open = "scope" }, read.Talk, strict: true);
    }

    private static Draft Read(string json) => JsonSerializer.Deserialize(json, DraftJson.Default.Draft)!;

    private static string Write(Draft draft) => JsonSerializer.Serialize(draft, DraftJson.Default.Draft);

    private static string Stored(string name)
    {
        var path = Path.Combine(Folder, name + ".json");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("POLICYBOT_APPROVE") == "1")
        {
            File.WriteAllText(path, Write(StoredDrafts.All[name]) + "\n");
        }

        return File.ReadAllText(path).TrimEnd('\n', '\r');
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
