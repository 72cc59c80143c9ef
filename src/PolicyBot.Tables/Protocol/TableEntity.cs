using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Azure;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// One row: its keys and its properties by name. A value is a string, bool, int, long, double, DateTimeOffset, Guid or
/// byte[]; null means that the row has no such property. The keys, <c>Timestamp</c> and <c>odata.etag</c> are among the
/// properties, as in <c>Azure.Data.Tables.TableEntity</c>.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name is that of Azure.Data.Tables.")]
public sealed class TableEntity : ITableEntity, IDictionary<string, object?>
{
    internal const string PartitionKeyName = nameof(PartitionKey);
    internal const string RowKeyName = nameof(RowKey);
    internal const string TimestampName = nameof(Timestamp);
    internal const string ETagName = "odata.etag";

    private readonly Dictionary<string, object?> properties = new(StringComparer.Ordinal);

    /// <summary>A row without keys.</summary>
    public TableEntity()
    {
    }

    /// <summary>A row with its keys.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The name within the partition.</param>
    public TableEntity(string partitionKey, string rowKey)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>A row with a copy of these properties.</summary>
    /// <param name="values">Properties by name; the keys may be among them.</param>
    public TableEntity(IDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, value) in values)
        {
            properties[name] = value;
        }
    }

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(PartitionKeyName)!;
        set => properties[PartitionKeyName] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(RowKeyName)!;
        set => properties[RowKeyName] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(TimestampName);
        set => properties[TimestampName] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => GetString(ETagName) is { } text ? new ETag(text) : default;
        set => properties[ETagName] = value.ToString();
    }

    /// <inheritdoc/>
    public ICollection<string> Keys => properties.Keys;

    /// <inheritdoc/>
    public ICollection<object?> Values => properties.Values;

    /// <inheritdoc/>
    public int Count => properties.Count;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>A property; null when the row has none of this name.</summary>
    /// <param name="key">The property's name, case-sensitive.</param>
    public object? this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => properties[key] = value;
    }

    /// <summary>A string property; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public string? GetString(string key) => Get(key) switch
    {
        null => null,
        string value => value,
        var other => throw OtherType(key, other, "a string"),
    };

    /// <summary>A bool property; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public bool? GetBoolean(string key) => GetValue<bool>(key);

    /// <summary>An int property; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public int? GetInt32(string key) => GetValue<int>(key);

    /// <summary>A long property; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type; an int is one.</exception>
    public long? GetInt64(string key) => GetValue<long>(key);

    /// <summary>A double property; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type; an int is one.</exception>
    public double? GetDouble(string key) => GetValue<double>(key);

    /// <summary>A time, UTC, exact to 100 ns; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) => GetValue<DateTimeOffset>(key);

    /// <summary>A GUID; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public Guid? GetGuid(string key) => GetValue<Guid>(key);

    /// <summary>Bytes; null when the row has none of this name.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public byte[]? GetBinary(string key) => Get(key) switch
    {
        null => null,
        byte[] value => value,
        var other => throw OtherType(key, other, "bytes"),
    };

    /// <inheritdoc/>
    public void Add(string key, object? value) => properties.Add(key, value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => properties.ContainsKey(key);

    /// <inheritdoc/>
    public bool Remove(string key) => properties.Remove(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out object? value) => properties.TryGetValue(key, out value);

    /// <inheritdoc/>
    public void Clear() => properties.Clear();

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) =>
        properties.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Remove(item);

    private static InvalidOperationException OtherType(string key, object value, string wanted) =>
        new($"Property {key} is a {value.GetType().Name}, not {wanted}.");

    private object? Get(string key) => properties.GetValueOrDefault(key);

    private T? GetValue<T>(string key)
        where T : struct => Get(key) switch
        {
            null => null,
            T value => value,
            var other => throw OtherType(key, other, typeof(T).Name),
        };
}
