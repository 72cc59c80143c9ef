using System.IO.Compression;
using System.Text;
using PolicyBot.Application.Importing;

namespace PolicyBot.Application.Tests.Importing;

/// <summary>A register comes as spreadsheets write it, and what cannot be read says why.</summary>
public sealed class ImportFileTests
{
    [Theory]
    [InlineData(',', "\n", false)]
    [InlineData(',', "\r\n", true)]
    [InlineData(';', "\r\n", true)]
    [InlineData('\t', "\n", false)]
    public void A_CSV_is_read_with_any_separator_and_line_end_and_with_a_byte_order_mark(char separator, string newLine, bool hasMark)
    {
        var text = ASheet.Csv(separator, newLine, ASheet.With(("title", "Größe; \"A, B\"")), ASheet.With(("title", "Two")));

        var sheet = ASheet.Read("exceptions.csv", [.. hasMark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)]);

        Assert.Equal(["Größe; \"A, B\"", "Two"], sheet.Rows.Select(row => row["title"]));
        Assert.Equal([2, 4], sheet.Rows.Select(row => row.Line)); // the assets of the first stand in two lines
        Assert.All(sheet.Rows, row => Assert.Equal(("svc-build\nbuild-01", null), (row["assets"], row.Fault)));
        Assert.Empty(sheet.Ignored);
    }

    [Fact]
    public void A_workbook_is_read_with_real_dates_and_numbers_and_empty_lines_between()
    {
        var line = ASheet.With(("title", "One")).ToDictionary(value => value.Key, value => (object?)value.Value);
        var empty = line.Keys.ToDictionary(key => key, _ => (object?)null);
        var other = new Dictionary<string, object?>(line)
        {
            ["title"] = "Two",
            ["expiresOn"] = new DateTime(2027, 2, 15),
            ["approvedOn"] = new DateTime(2026, 5, 4),
            ["externalId"] = 17,
            ["confidential"] = true,
        };

        var sheet = ASheet.Read("exceptions.xlsx", ASheet.Xlsx(line, empty, other));

        Assert.Equal([2, 4], sheet.Rows.Select(row => row.Line));
        Assert.Equal(
            ["Two", "2027-02-15", "2026-05-04", "17"],
            new[] { "title", "expiresOn", "approvedOn", "externalId" }.Select(column => sheet.Rows[1][column]));
        Assert.Contains(sheet.Rows[1]["confidential"], new[] { "yes", "True" });
        Assert.Equal("svc-build\nbuild-01", sheet.Rows[0]["assets"]);
    }

    [Fact]
    public void A_line_with_too_few_or_too_many_values_is_named_and_the_others_are_read()
    {
        var text = ASheet.Csv(',', "\n", ASheet.Line) + "SEC-MFA,Short\n" + ASheet.Csv(',', "\n", ASheet.With(("title", "Last"))).Split('\n', 2)[1];

        var rows = ASheet.Read("exceptions.csv", text).Rows;

        Assert.Equal([null, "it has 2 values, and there are 14 columns.", null], rows.Select(row => row.Fault));
        Assert.Equal("Last", rows[2]["title"]);
    }

    [Fact]
    public void Columns_are_known_in_any_order_and_case_and_those_that_say_nothing_are_named()
    {
        var sheet = ASheet.Read(
            "exceptions.csv",
            "Status,EXPIRESON,Owner,policyid,Title,justification,approvedBy,approvedOn,Notes\nopen,2027-02-15,p@c.example,SEC-MFA,T,J,A,2026-05-04,n\n");

        Assert.Equal(["Status", "Notes"], sheet.Ignored);
        Assert.Equal(("2027-02-15", "SEC-MFA"), (sheet.Rows[0]["expiresOn"], sheet.Rows[0]["policyId"]));
    }

    [Fact]
    public void The_hash_is_that_of_the_bytes() => Assert.Equal(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(ASheet.Csv(',', "\n", ASheet.Line)))),
        ASheet.Of(ASheet.Line).Hash);

    [Fact]
    public void A_file_that_is_no_register_is_refused_as_a_whole_with_the_reason()
    {
        byte[] csv = [.. Encoding.UTF8.GetBytes(ASheet.Csv(',', "\n", ASheet.Line))];
        (string Name, byte[] Bytes, string Why)[] all =
        [
            ("a.xls", csv, "it is neither .csv nor .xlsx."),
            ("a.csv", [], "it is empty: the first line must name the columns."),
            ("a.csv", Encoding.Latin1.GetBytes("Größe"), "it is not in UTF-8: save it as \"CSV UTF-8\"."),
            ("a.csv", new byte[ImportFile.LargestFile + 1], "it is larger than 20 MB."),
            ("a.csv", Encoding.UTF8.GetBytes("policyId,policyId\n"), "the column policyId stands in it 2 times."),
            ("a.csv", Encoding.UTF8.GetBytes("title\n"), "there is no column expiresOn."),
            ("a.xlsx", csv, "it is no workbook that can be read: save it anew as .xlsx, without a password."),
            ("a.xlsx", [], "it is no workbook that can be read: save it anew as .xlsx, without a password."),
            ("a.xlsx", Zip(("xl/workbook.xml", "<workbook/>")), "it is no workbook that can be read: save it anew as .xlsx, without a password."),
            ("a.xlsx", Zip(("xl/workbook.xml", "<workbook><workbookPr date1904=\"1\"/></workbook>")),
                "its dates count from 1904: switch that off in its options, look at the dates, and save it anew."),
        ];

        Assert.All(all, one => Assert.Contains(one.Why, ASheet.Refused(one.Name, one.Bytes)));
    }

    [Fact]
    public void An_open_quotation_mark_refuses_the_file_for_what_follows_it_may_be_anything()
    {
        var text = ASheet.Csv(',', "\n", ASheet.Line) + "SEC-MFA,\"open\n";

        Assert.StartsWith("it is no CSV: ", Assert.Single(ASheet.Refused("a.csv", Encoding.UTF8.GetBytes(text))), StringComparison.Ordinal);
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
