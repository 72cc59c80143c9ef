using System.Reflection;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Tests;

/// <summary>Stored names never change: a class or a property may be renamed, a table, a column or a row key may not.</summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void Every_name_of_a_column_and_every_part_of_a_row_key_is_as_it_was_first_stored()
    {
        string[] folders = ["Catalogs", "Drafts", "Index", "People", "Register", "Seen", "Work"];

        var names = typeof(StoreTables).Assembly.GetTypes()
            .Where(type => folders.Any(folder => type.Namespace == $"PolicyBot.Tables.{folder}"))
            .SelectMany(type =>
                type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(
            [
                "Account", "BrokenAt", "CommitId", "Draft", "FirstSeen", "Hash", "HoldsUntil", "Id", "Json", "Notice", "Payload", "State", "Subject",
                    "Tag", "TakeId", "TakenUp",
                "Talked", "Text", "Version", "account", "account|", "account}", "address", "claim|", "delegation", "e|", "head", "k|", "m|", "text|",
                    "t|",
            ],
            names.Distinct().Order(StringComparer.Ordinal));
    }
}
