using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PolicyBot.Application.Catalogs;

/// <summary>One value of a YAML file with the line it stands on: a map, a list or a scalar.</summary>
internal sealed class YamlValue
{
    private const int DeepestNesting = 16;
    private const int MostValues = 200_000; // aliases multiply: a small file must not become a large one

    // the schema library fails on integers beyond 64 bits; no catalog needs more
    private const decimal LargestNumber = 1_000_000_000_000_000m;

    private readonly Dictionary<string, (int Line, YamlValue Value)>? _entries;
    private readonly List<YamlValue>? _items;
    private readonly string _scalar = "";
    private readonly bool _plain;

    private YamlValue(YamlNode node, int depth, ref int count)
    {
        if (depth > DeepestNesting || ++count > MostValues)
        {
            throw new YamlException(node.Start, node.End, "The file is nested too deeply, or has too many values.");
        }

        Line = (int)node.Start.Line;
        switch (node)
        {
            case YamlMappingNode map:
                _entries = [];
                foreach (var (key, value) in map.Children)
                {
                    var name = (key as YamlScalarNode)?.Value ?? throw new YamlException(key.Start, key.End, "A key must be a word.");
                    if (!_entries.TryAdd(name, ((int)key.Start.Line, new YamlValue(value, depth + 1, ref count))))
                    {
                        throw new YamlException(key.Start, key.End, $"The key {name} stands here twice.");
                    }
                }

                break;
            case YamlSequenceNode list:
                _items = [];
                foreach (var item in list)
                {
                    _items.Add(new YamlValue(item, depth + 1, ref count));
                }

                break;
            case YamlScalarNode scalar:
                _scalar = scalar.Value ?? "";
                _plain = scalar.Style == ScalarStyle.Plain;
                break;
        }
    }

    /// <summary>The line the value begins on, from 1.</summary>
    public int Line { get; }

    /// <summary>Whether it is a map.</summary>
    public bool IsMap => _entries is not null;

    /// <summary>The list's items; none when it is not a list.</summary>
    public IReadOnlyList<YamlValue> Items => _items ?? [];

    /// <summary>The map's entries, in the order of the file; none when it is not a map.</summary>
    public IEnumerable<(string Key, YamlValue Value)> Entries => _entries?.Select(entry => (entry.Key, entry.Value.Value)) ?? [];

    /// <summary>The scalar's text as written, without quotes.</summary>
    public string Text => _scalar;

    /// <summary>The value of a key; null: the map has none.</summary>
    public YamlValue? this[string key] => _entries is not null && _entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>Reads a file of one document.</summary>
    /// <exception cref="YamlException">It is not YAML, or empty, or more than one document.</exception>
    public static YamlValue Read(string yaml)
    {
        var stream = new YamlStream();
        var scanner = new Scanner(new StringReader(yaml));
        try
        {
            stream.Load(new Parser(scanner));
        }
        // YamlDotNet 16.3.0 lets these out for some broken files
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new YamlException(
                scanner.CurrentPosition,
                scanner.CurrentPosition,
                "The file can't be read from here on: a bracket or quote before may not be closed.",
                exception);
        }

        if (stream.Documents.Count != 1)
        {
            throw new YamlException(
                Mark.Empty, Mark.Empty, stream.Documents.Count == 0 ? "The file is empty." : "The file holds more than one document.");
        }

        var count = 0;
        return new YamlValue(stream.Documents[0].RootNode, 0, ref count);
    }

    /// <summary>
    /// The line of the node at a path, or of its last part that exists: keys are strings, positions in lists are numbers from 0.
    /// </summary>
    public int LineAt(params ReadOnlySpan<object> path)
    {
        var (line, value) = (Line, this);
        foreach (var step in path)
        {
            if (step is string key && value._entries is not null && value._entries.TryGetValue(key, out var entry))
            {
                (line, value) = (entry.Line, entry.Value);
            }
            else if (step is int index && index < value.Items.Count)
            {
                value = value.Items[index];
                line = value.Line;
            }
            else
            {
                break;
            }
        }

        return line;
    }

    /// <summary>Follows a path; null: it leads nowhere.</summary>
    public YamlValue? At(params ReadOnlySpan<object> path)
    {
        var value = this;
        foreach (var step in path)
        {
            value = step is string key ? value?[key] : value?.Items.ElementAtOrDefault((int)step);
        }

        return value;
    }

    /// <summary>Writes the value as JSON; plain scalars are typed by YAML 1.2's core schema.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_entries is not null)
        {
            writer.WriteStartObject();
            foreach (var (key, entry) in _entries)
            {
                writer.WritePropertyName(key);
                entry.Value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
        else if (_items is not null)
        {
            writer.WriteStartArray();
            _items.ForEach(item => item.WriteTo(writer));
            writer.WriteEndArray();
        }
        else if (_plain && _scalar is "" or "~" or "null" or "Null" or "NULL")
        {
            writer.WriteNullValue();
        }
        else if (_plain && _scalar is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            writer.WriteBooleanValue(_scalar[0] is 't' or 'T');
        }
        else if (_plain
            && decimal.TryParse(
                _scalar, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < LargestNumber)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(_scalar);
        }
    }
}
