namespace PolicyBot.Tables.Protocol;

/// <summary>A table as the service knows it.</summary>
public sealed class TableItem
{
    internal TableItem(string name) => Name = name;

    /// <summary>The table's name, in the letters with which it was asked for.</summary>
    public string Name { get; }
}
