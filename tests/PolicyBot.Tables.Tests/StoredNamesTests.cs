using System.Reflection;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Tests;

/// <summary>Stored names never change: a class or a property may be renamed, a table, a column or a row key may not.</summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void Every_name_of_a_column_and_every_part_of_a_row_key_is_as_it_was_first_stored()
    {
        string[] folders = ["Catalogs", "Counts", "Drafts", "Evidence", "Index", "Integrations", "People", "Register", "Seen", "Work"];

        var names = typeof(StoreTables).Assembly.GetTypes()
            .Where(type => folders.Any(folder => type.Namespace == $"PolicyBot.Tables.{folder}"))
            .SelectMany(type =>
                type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(
            [
                "Account", "At", "Body", "BrokenAt", "Call", "Code", "CommitId", "Created", "Day", "Draft", "Expires",
                "FailingSince", "FirstSeen", "Hash",
                "HoldsUntil", "Id", "In", "IsCleared", "Json", "Key", "Keys", "LastUsed", "Name", "NextSecret", "Notice",
                "Numbers", "OffAt", "Payload", "Person",
                "Revoked", "Scopes", "Sealed", "Secret", "State", "Step", "Streams", "Subject", "Tag", "TakeId", "TakenAt", "TakenUp", "Talked", "Text",
                "Unfinished", "Until",
                "Url", "Used", "Version", "account", "account|", "account}", "address", "b|", "b}", "checkpoint", "claims", "claim|", "c|", "c}",
                "delegation", "d|", "d}", "e|", "head", "hook", "i|", "key", "k|", "last", "link|", "list", "m|", "page", "p|", "session|", "text|",
                "t|", "x|", "x}",
            ],
            names.Distinct().Order(StringComparer.Ordinal));
    }
}
