using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Record;

/// <summary>One letter of one stored event, changed behind the product's back.</summary>
/// <param name="Exception">The stream.</param>
/// <param name="RowKey">The event's row.</param>
/// <param name="Property">The property that holds the text.</param>
/// <param name="Before">The text as it was, whole.</param>
/// <param name="Position">Where the letter stands in it.</param>
/// <param name="Letter">What stands there now.</param>
public sealed partial record ByteChange(string Exception, string RowKey, string Property, string Before, int Position, char Letter)
{
    /// <summary>The text as it is now.</summary>
    public string After => $"{Before[..Position]}{Letter}{Before[(Position + 1)..]}";

    /// <summary>Changes a letter in the longest sentence of an exception's first event. Null: it has no event.</summary>
    public static async Task<ByteChange?> MakeAsync(
        TableRows rows, string tablePrefix, string exception, CancellationToken cancellationToken)
    {
        var stored = await rows.QueryAsync(
            $"{tablePrefix}Exceptions",
                $"PartitionKey eq '{exception.Replace("'", "''", StringComparison.Ordinal)}' and RowKey ge 'e|' and RowKey lt 'e}}'",
                cancellationToken);
        var change = stored.Select(row => Choose(exception, row)).FirstOrDefault(found => found is not null);
        if (change is not null)
        {
            await rows.OverwriteAsync(
                $"{tablePrefix}Exceptions", exception, change.RowKey, change.Property, change.After, cancellationToken);
        }

        return change;
    }

    /// <summary>Puts the letter back.</summary>
    public Task UndoAsync(TableRows rows, string tablePrefix, CancellationToken cancellationToken) =>
        rows.OverwriteAsync($"{tablePrefix}Exceptions", Exception, RowKey, Property, Before, cancellationToken);

    private static ByteChange? Choose(string exception, JsonObject row)
    {
        var texts =
            row.Where(property => !property.Key.Contains('.', StringComparison.Ordinal) && property.Key is not ("PartitionKey" or "RowKey"))
            .Select(property => (property.Key, Text: row.Text(property.Key) ?? ""));
        var (name, text) = texts.MaxBy(property => property.Text.Length);
        var sentence = Sentences().Matches(text ?? "").MaxBy(match => match.Length);
        if (sentence is null)
        {
            return null;
        }

        var position = sentence.Index + (sentence.Length / 2);
        while (text![position] == ' ')
        {
            position--;
        }

        return new ByteChange(exception, row.Text("RowKey")!, name, text, position,
            text[position] is 'z' or 'Z' ? (char)(text[position] - 1) : (char)(text[position] + 1));
    }

    /// <summary>Words and single spaces: what people write, and no part of JSON's own marks.</summary>
    [GeneratedRegex("[A-Za-z]+(?: [A-Za-z]+)*")]
    private static partial Regex Sentences();
}
