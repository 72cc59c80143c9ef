using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>
/// Stored events must stay readable: the files are never edited. A new form gets a new file (<c>POLICYBOT_APPROVE=1</c> writes those that
/// are missing).
/// </summary>
public sealed class StoredEventsTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Stored");

    public static TheoryData<string> Names => [.. StoredEvents.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_stored_is_read_as_what_it_was(string name)
    {
        var stored = Stored(name);

        var read = RecordedEvent.Read(stored);

        Assert.Equivalent(StoredEvents.All[name], read, strict: true);
        Assert.IsType(StoredEvents.All[name].Fact.GetType(), read.Fact);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_stored_has_not_changed_by_a_byte(string name)
    {
        var stored = Stored(name);

        var written = StoredEvents.All[name].ToCanonicalJson();

        Assert.Equal(stored, written);
        Assert.Equal(stored, RecordedEvent.Read(stored).ToCanonicalJson());
    }

    [Fact]
    public void Every_kind_of_event_has_a_stored_name_and_no_two_the_same()
    {
        var named = typeof(ExceptionEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();

        Assert.Equal(Kinds.ToHashSet(), named.Select(name => name.DerivedType).ToHashSet());
        Assert.Equal(named.Count, named.Select(name => (string)name.TypeDiscriminator!).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_kind_of_event_has_a_sample_under_its_stored_name()
    {
        var names = typeof(ExceptionEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(name => (string)name.TypeDiscriminator!);

        Assert.All(names, name => Assert.Equal(name, (string?)JsonNode.Parse(Stored(name))!["fact"]!["type"]));
    }

    [Fact]
    public void No_sample_has_lost_the_test_that_reads_it()
    {
        var files = Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(StoredEvents.All.Keys.Order(), files.Order());
    }

    [Fact]
    public void Every_kind_of_event_can_be_folded()
    {
        ARecord[] before =
        [
            new ARequest { Owner = Pat, Stages = [AStage.All(Ana, Ciso), AStage.All(Ciso)] }.InReview(),
            new ARequest().Granted(),
            new ARequest().InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key.")).After(Sal.Proves()),
        ];

        Assert.All(StoredEvents.All.Values, recorded => Assert.Contains(before, record => Folds(record.State, recorded)));
    }

    [Fact]
    public void A_kind_of_event_that_nobody_knows_is_no_event()
    {
        var future = Stored("commented").Replace("\"commented\"", "\"teleported\"", StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => RecordedEvent.Read(future));
    }

    [Theory]
    [InlineData("\"PX-7Q2M4X9K\"", "\"PX-7\"")]
    [InlineData("\"bo@contoso.example\"", "\"bo\"")]
    [InlineData("\"sequence\":42", "\"sequence\":\"many\"")]
    [InlineData("\"at\":\"2026", "\"at\":\"soon")]
    public void What_does_not_fit_its_member_is_no_event(string good, string bad)
    {
        var broken = Stored("commented").Replace(good, bad, StringComparison.Ordinal);

        Assert.NotEqual(Stored("commented"), broken);
        Assert.Throws<JsonException>(() => RecordedEvent.Read(broken));
    }

    [Fact]
    public void A_receipt_is_the_beginning_of_a_hash()
    {
        Assert.Equal("2c26b46b", RecordedEvent.Receipt("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"));
    }

    private static IEnumerable<Type> Kinds =>
        typeof(ExceptionEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(ExceptionEvent)));

    private static bool Folds(ExceptionState before, RecordedEvent recorded)
    {
        try
        {
            return before.Apply(recorded, "hash").Version == recorded.Sequence;
        }
        catch (NullReferenceException)
        {
            return false; // not after this: a closing before a grant
        }
    }

    private static string Stored(string name)
    {
        var path = Path.Combine(Folder, name + ".json");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("POLICYBOT_APPROVE") == "1")
        {
            File.WriteAllText(path, StoredEvents.All[name].ToCanonicalJson() + "\n");
        }

        return File.ReadAllText(path).TrimEnd('\n', '\r');
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
