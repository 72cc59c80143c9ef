using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using PolicyBot.Application.Views;

namespace PolicyBot.Web.Register;

/// <summary>A piece of a page. What is put into one as text is escaped; only another piece goes in as it is.</summary>
internal readonly record struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    /// <summary>Nothing.</summary>
    public static Html Empty => default;

    /// <summary>Makes one.</summary>
    /// <param name="text">Literals as they are, everything else escaped.</param>
    public static Html From(Handler text) => new(text.ToString());

    /// <summary>Several, one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.ToString())));

    /// <summary>A text that may have been typed: cleaned, escaped, its line breaks kept.</summary>
    public static Html Lines(string text) =>
        Join(ShownText.Clean(text).Split('\n').Select((line, at) => at == 0 ? From($"{line}") : From($"<br>{line}")));

    /// <summary>The piece as it is sent.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Puts a piece together.</summary>
    [InterpolatedStringHandler]
    public readonly struct Handler(int literalLength, int formattedCount)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
        private readonly StringBuilder _text = new(literalLength + (16 * formattedCount));

        /// <summary>Adds what stands in the source.</summary>
        public void AppendLiteral(string text) => _text.Append(text);

        /// <summary>Adds a text, escaped.</summary>
        public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(ShownText.Clean(text ?? "")));

        /// <summary>Adds a number.</summary>
        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>Adds a length, to a tenth.</summary>
        public void AppendFormatted(double number) => _text.Append(number.ToString("0.#", CultureInfo.InvariantCulture));

        /// <summary>Adds another piece.</summary>
        public void AppendFormatted(Html piece) => _text.Append(piece);

        /// <summary>Adds several.</summary>
        public void AppendFormatted(IEnumerable<Html> pieces) => _text.AppendJoin("", pieces);

        /// <inheritdoc/>
        public override string ToString() => _text.ToString();
    }
}
