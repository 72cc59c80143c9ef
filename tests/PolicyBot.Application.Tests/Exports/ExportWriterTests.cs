using System.Text;
using System.Text.Json;
using PolicyBot.Application.Exports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Exports.AnExport;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Exports;

public sealed class ExportWriterTests
{
    private static readonly ARecord Granted = new ARequest { Title = "Größe; \"zählt\", ja" }.Granted();

    internal static readonly string[] FormulaTexts =
    [
        "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1+1", "\u00a0=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201",
        "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x.example\",\"a\")", "'=1", "-", "=",
        "x;=1+1;y", "x; \t+1;-2", "x\n=1+1", "x\r  @SUM(1)", "x;\"=1+1\"", "\"=1+1\"", ";=1", "- one\n- two",
    ];

    // The end of what may stand before a cell, and the sign.
    private static readonly System.Text.RegularExpressions.Regex Sign = new("(?<=(?:^|[;\\t\\r\\n])[\\s\"]*)[=+\\-@\uff1d\uff0b\uff0d\uff20]");

    public static TheoryData<string> Formulas => [.. FormulaTexts];

    [Fact]
    public async Task Comma_separated_values_come_back_as_they_were_whatever_is_in_them()
    {
        var bytes = await WriteAsync(ExportFormat.Csv, RowOf(Granted), RowOf(new ARequest { Title = "a\nb\r\nc" }.InReview()));

        var lines = ReadCsv(Encoding.UTF8.GetString(bytes).TrimStart('\ufeff'));

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(ExportColumns.All.Select(column => column.Name), lines[0]);
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(ExportColumns.All.Count, line.Count));
        Assert.Equal("Größe; \"zählt\", ja", lines[1][1]);
        Assert.Equal("a\nb\r\nc", lines[2][1]);
    }

    [Fact]
    public async Task Instants_are_in_UTC_with_their_zone_days_are_days_and_numbers_are_plain_in_any_culture()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            var csv = ReadCsv(Encoding.UTF8.GetString(await WriteAsync(ExportFormat.Csv, RowOf(Granted))))[1];

            Assert.Equal("2026-11-20T09:00:00Z", csv[IndexOf("submittedAt")]);
            Assert.Equal("2027-02-15T23:00:00Z", csv[IndexOf("holdsUntil")]);
            Assert.Equal("2027-02-15", csv[IndexOf("expiresOn")]);
            Assert.Equal("87", csv[IndexOf("durationDays")]);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public async Task No_text_is_a_formula_in_comma_separated_values(string text)
    {
        var csv = Encoding.UTF8.GetString(await WriteAsync(ExportFormat.Csv, RowOf(new ARequest { Title = text }.InReview())));

        var cell = ReadCsv(csv)[1][IndexOf("title")];

        Assert.Equal(Sign.Replace(text, "'$0"), cell);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a=1")]
    [InlineData("  two spaces before it")]
    [InlineData("5 - 3")]
    [InlineData("first; then a=1, b - c\nand (=2)")]
    public async Task What_is_no_formula_stays_as_it_is(string text)
    {
        var csv = Encoding.UTF8.GetString(await WriteAsync(ExportFormat.Csv, RowOf(new ARequest { Title = text }.InReview())));

        Assert.Equal(text, ReadCsv(csv)[1][IndexOf("title")]);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public async Task Every_text_is_text_in_a_workbook_and_stays_as_it_is(string text)
    {
        var cells = await ReadXlsxAsync(await WriteAsync(ExportFormat.Xlsx, RowOf(new ARequest { Title = text }.InReview())));

        Assert.Contains(cells[1][IndexOf("title")].Type, new[] { "str", "inlineStr" });
        Assert.Equal(
            text.Replace('\r', '\n'), cells[1][IndexOf("title")].Text.Replace('\r', '\n')); // XML knows one end of a line
    }

    [Fact]
    public async Task A_workbook_holds_numbers_as_numbers_instants_as_dates_and_all_else_as_text()
    {
        var cells = await ReadXlsxAsync(await WriteAsync(ExportFormat.Xlsx, RowOf(Granted)));

        Assert.Equal(ExportColumns.All.Select(column => column.Name), cells[0].Select(cell => cell.Text));
        Assert.Equal(("n", "87"), cells[1][IndexOf("durationDays")]);
        var (type, serial) = cells[1][IndexOf("submittedAt")];
        Assert.Equal("n", type);
        Assert.Equal(
            new DateTime(2026, 11, 20, 9, 0, 0),
            DateTime.FromOADate(double.Parse(serial, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(("str", "2027-02-15"), cells[1][IndexOf("expiresOn")]);
    }

    [Fact]
    public async Task What_a_workbook_cannot_hold_is_replaced_or_cut_and_says_so()
    {
        var odd = new ARequest { Title = "bell \u0007, half \ud83d, escape _x0041_, tab\there" }.InReview();
        var comments = Enumerable.Range(0, 40).Aggregate(new ARequest().InReview(), (record, _) => record.With(
            Ana, new ExceptionEvent.Approved(
                1, 1, Ana.Person, Ana.Name, null, new string('x', 1_000), null, null, Domain.Policies.RiskLabel.High, ARequest.Sent,
                Wishes.Seen)));

        var cells = await ReadXlsxAsync(await WriteAsync(ExportFormat.Xlsx, RowOf(odd), RowOf(comments)));

        Assert.Equal("bell \ufffd, half \ufffd, escape _x005F_x0041_, tab\there", cells[1][IndexOf("title")].Text);
        var decisions = cells[2][IndexOf("decisions")].Text;
        Assert.Equal(32_767, decisions.Length);
        Assert.EndsWith("… (cut: a cell holds no more)", decisions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_JSON_leave_out_what_is_empty_and_hold_events_to_the_letter()
    {
        var text = Encoding.UTF8.GetString(await WriteAsync(ExportFormat.Jsonl, RowOf(Granted, readsEvents: true), RowOf(Granted)));

        var lines = text.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("", lines[2]);
        using var line = JsonDocument.Parse(lines[0]);
        Assert.Equal(
            Granted.Events.Select(stored => (stored.Json, stored.Hash)),
            line.RootElement.GetProperty("events").EnumerateArray().Select(stored =>
                (stored.GetProperty("event").GetRawText(), stored.GetProperty("hash").GetString()!)));
        Assert.False(line.RootElement.GetProperty("exception").TryGetProperty("endedAt", out _));
        Assert.Equal(87, line.RootElement.GetProperty("exception").GetProperty("durationDays").GetInt64());
    }

    [Fact]
    public async Task An_event_that_was_written_over_stands_as_text_and_breaks_no_line()
    {
        var row = RowOf(Granted) with { Events = [new StoredEvent(1, "{\n}", "h", "c"), new StoredEvent(2, "{", "h", "c")] };

        var text = Encoding.UTF8.GetString(await WriteAsync(ExportFormat.Jsonl, row));

        using var line = JsonDocument.Parse(text.TrimEnd('\n'));
        Assert.Equal(
            ["{\n}", "{"],
            line.RootElement.GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("event").GetString()));
    }

    [Theory]
    [InlineData(ExportFormat.Jsonl)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Xlsx)]
    public async Task Lines_are_written_as_they_come_and_none_is_gathered(ExportFormat format)
    {
        using var to = new ForwardOnlyStream();
        var (row, asked, most) = (RowOf(Granted), 0, 0);

        await ExportWriter.WriteAsync(format, RowsAsync(), to, () => default, default);

        Assert.Equal(5_000, asked);
        Assert.InRange(most, 0, 1_500); // lines that were read before anything of them was written

        async IAsyncEnumerable<ExportRow> RowsAsync()
        {
            var (written, since) = (0L, 0);
            for (; asked < 5_000; asked++, since++)
            {
                if (to.Count > written)
                {
                    (written, since) = (to.Count, 0);
                }

                most = Math.Max(most, since);
                yield return await Task.FromResult(row);
            }
        }
    }

    [Theory]
    [InlineData(ExportFormat.Jsonl)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Xlsx)]
    public async Task A_store_that_does_not_answer_ends_an_export_with_its_own_fault(ExportFormat format)
    {
        using var to = new ForwardOnlyStream();

        await Assert.ThrowsAsync<Ports.StoreUnavailableException>(() =>
            ExportWriter.WriteAsync(format, RowsAsync(), to, () => default, default));

        static async IAsyncEnumerable<ExportRow> RowsAsync()
        {
            yield return await Task.FromResult(RowOf(Granted));
            throw new Ports.StoreUnavailableException("gone");
        }
    }

    private static int IndexOf(string column) => ExportColumns.All.Select(known => known.Name).ToList().IndexOf(column);
}
