namespace PolicyBot.Domain.Risk.Reading;

/// <summary>One sentence of a field.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Text">The field's whole text.</param>
internal sealed record Sentence(string Field, string Text, IReadOnlyList<Token> Tokens)
{
    private const int LongestQuote = 160;

    /// <summary>All of it, exactly as it stands there, with the sign that ends it.</summary>
    public string Written => Text[Tokens[0].Start..Math.Min(Text.Length, Tokens[^1].End + 1)];

    /// <summary>The sentence around some of its words, at most 160 characters, exactly as it stands there.</summary>
    public string Quote(int first, int last)
    {
        var (start, end) = (Tokens[0].Start, Tokens[^1].End);
        if (end - start > LongestQuote)
        {
            var (from, to) = (first, last);
            while (true)
            {
                var (wider, longer) = (Math.Max(0, from - 1), Math.Min(Tokens.Count - 1, to + 1));
                if ((wider == from && longer == to) || Tokens[longer].End - Tokens[wider].Start > LongestQuote)
                {
                    break;
                }

                (from, to) = (wider, longer);
            }

            (start, end) = (Tokens[from].Start, Tokens[to].End);
        }

        return Text[start..end];
    }
}
