using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Importing;

/// <summary>Reads a line as an exception that was granted elsewhere: the whole of it, or nothing with every reason why not.</summary>
/// <param name="sheet">The file it stands in.</param>
/// <param name="register">What the register is called that it comes from.</param>
/// <param name="catalog">The catalog that serves.</param>
/// <param name="by">Who imports.</param>
/// <param name="now">The instant (UTC).</param>
internal sealed class ImportCheck(ImportSheet sheet, string register, PolicyCatalog catalog, Actor by, DateTimeOffset now)
{
    /// <summary>An end further away than this many days is held for a typing error.</summary>
    public const int LongestDays = 3_650;

    private static readonly Dictionary<string, int> Longest = new(StringComparer.Ordinal)
    {
        [FieldIds.Title] = TextLimits.Title,
        [FieldIds.Justification] = TextLimits.Justification,
        [FieldIds.Department] = TextLimits.Title,
        [ImportColumns.ApprovedBy] = TextLimits.Field,
        [ImportColumns.ExternalId] = TextLimits.Title,
    };

    private readonly DateOnly _today = CatalogTime.Today(now, catalog.TimeZone);

    /// <summary>Reads it.</summary>
    public CheckedLine Read(ImportRow row)
    {
        if (row.Fault is { } broken)
        {
            return new CheckedLine(row.Line, null, [broken], []);
        }

        List<string> faults = [.. ImportColumns.Required.Where(name => row[name].Length == 0).Select(name => $"{name} is empty.")];
        faults.AddRange(row.Values.Where(value => value.Value.Length > LimitOf(value.Key))
            .Select(value => $"{value.Key} has {value.Value.Length} characters, at most {LimitOf(value.Key)} are kept."));
        var policy = catalog.Policy(row[FieldIds.Policy]);
        if (policy is null && row[FieldIds.Policy] is { Length: > 0 } unknown)
        {
            faults.Add($"the catalog has no policy {unknown}.");
        }

        var expiresOn = Day(row, FieldIds.ExpiresOn, faults);
        var approvedOn = Day(row, ImportColumns.ApprovedOn, faults);
        var owner = Person(row, ImportColumns.Owner, faults);
        var requester = Person(row, ImportColumns.Requester, faults) ?? owner;
        var risk = Choice<RiskLabel>(row, faults);
        if (expiresOn < _today)
        {
            faults.Add($"its last day, {RequestField.FormatDay(expiresOn.Value)}, is over.");
        }
        else if (expiresOn is { } far && CatalogTime.Days(_today, far) > LongestDays)
        {
            faults.Add($"its last day, {RequestField.FormatDay(far)}, is more than ten years away.");
        }

        if (approvedOn > _today)
        {
            faults.Add($"{ImportColumns.ApprovedOn}, {RequestField.FormatDay(approvedOn.Value)}, is still to come.");
        }

        if (owner is { } owns && requester is { } asks
            && Access.WhyNotImport(asks, owns, Subject.From(catalog, by.Person)) is not null)
        {
            faults.Add("requester or owner is the one who imports: another administrator must import it.");
        }

        if (EvidenceLink.FindRefused(row[FieldIds.Evidence]) is { } link)
        {
            faults.Add($"{FieldIds.Evidence} has the link {link}: only those that begin with https:// or http:// are taken.");
        }

        CheckChoices(row, policy, faults);
        if (faults.Count > 0 || policy is null || expiresOn is null || approvedOn is null || owner is null || requester is null)
        {
            return new CheckedLine(row.Line, null, faults, []);
        }

        var import = new ExceptionCommand.Import
        {
            By = by,
            Content = Content(row, policy, expiresOn.Value, owner.Value),
            Requester = requester.Value,
            RequesterName = catalog.NameOf(requester.Value),
            HoldsUntil = CatalogTime.EndOf(expiresOn.Value, catalog.TimeZone),
            DurationDays = CatalogTime.Days(_today, expiresOn.Value),
            CatalogHash = catalog.Hash,
            AreaId = policy.AreaId,
            Origin = new ImportOrigin(
                register, sheet.File, sheet.Hash, row.Line, row[ImportColumns.ExternalId], KeyOf(row), row[ImportColumns.ApprovedBy],
                approvedOn.Value, risk),
        };
        return new CheckedLine(row.Line, import, [], [.. Notes(import, policy)]);
    }

    private static int LimitOf(string column) => column.StartsWith(FieldIds.OwnPrefix, StringComparison.Ordinal)
        ? TextLimits.Field : Longest.GetValueOrDefault(column, TextLimits.Other);

    // The same line is the same exception, in any place and between any other lines.
    private string KeyOf(ImportRow row)
    {
        var text = row[ImportColumns.ExternalId] is { Length: > 0 } id
            ? $"id\0{register}\0{id}"
            : string.Join('\0', row.Values.OrderBy(value => value.Key, StringComparer.Ordinal)
                .SelectMany(value => new[] { value.Key, value.Value }).Prepend("line"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static RequestContent Content(ImportRow row, Policy policy, DateOnly expiresOn, PersonId owner) => new()
    {
        PolicyId = policy.Id,
        Title = row[FieldIds.Title],
        Justification = row[FieldIds.Justification],
        Scope = row[FieldIds.Scope],
        CompensatingControls = row[FieldIds.Controls],
        ExpiresOn = expiresOn,
        Fields = policy.Fields.Where(field => row[FieldIds.Own(field.Id)].Length > 0)
            .ToDictionary(field => field.Id, field => row[FieldIds.Own(field.Id)], StringComparer.Ordinal),
        ImpactIfDenied = row[FieldIds.Impact],
        OwnerEmail = owner,
        Department = row[FieldIds.Department],
        Assets = Lines(row[FieldIds.Assets]),
        ReasonKind = row[FieldIds.ReasonKind],
        Evidence = Lines(row[FieldIds.Evidence]),
        Confidential = IsYes(row[FieldIds.Confidential]),
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsYes(string text) => text.ToUpperInvariant() is "YES" or "TRUE";

    private static DateOnly? Day(ImportRow row, string column, List<string> faults)
    {
        if (row[column] is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        faults.Add($"{column} is no day: write it as {RequestField.FormatDay(new DateOnly(2027, 2, 15))}.");
        return null;
    }

    private PersonId? Person(ImportRow row, string column, List<string> faults)
    {
        if (row[column] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!PersonId.TryParse(text, out var address))
        {
            faults.Add($"{column} is no e-mail address.");
            return null;
        }

        if (catalog.Directory.Find(address)?.IsUnclear() == true)
        {
            faults.Add($"whose address {address} is now is not clear: see policybot people show {address}.");
            return null;
        }

        return catalog.Directory.FindHolder(address);
    }

    private static T? Choice<T>(ImportRow row, List<string> faults)
        where T : struct, Enum
    {
        var (column, text) = (ImportColumns.Risk, row[ImportColumns.Risk]);
        var names = Enum.GetNames<T>();
        if (text.Length == 0 || names.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return text.Length == 0 ? null : Enum.Parse<T>(text, ignoreCase: true);
        }

        faults.Add($"{column} is none of {string.Join(", ", names).ToLowerInvariant()}.");
        return null;
    }

    private void CheckChoices(ImportRow row, Policy? policy, List<string> faults)
    {
        if (row[FieldIds.Confidential].ToUpperInvariant() is not ("" or "YES" or "NO" or "TRUE" or "FALSE"))
        {
            faults.Add($"{FieldIds.Confidential} is neither yes nor no.");
        }

        if (policy is null)
        {
            return;
        }

        var schema = FieldSchema.For(catalog, policy, _today);
        foreach (var (column, value) in row.Values)
        {
            var isOwn = column.StartsWith(FieldIds.OwnPrefix, StringComparison.Ordinal);
            if ((isOwn || column is FieldIds.Department or FieldIds.ReasonKind)
                && FieldSchema.Find(schema, column).Check(value) is not (null or FieldFault.TooLong))
            {
                faults.Add(isOwn && policy.Fields.All(field => FieldIds.Own(field.Id) != column)
                    ? $"{policy.Id} has no field {column[FieldIds.OwnPrefix.Length..]}."
                    : $"{column} is no answer that the catalog allows.");
            }
        }
    }

    private IEnumerable<string> Notes(ExceptionCommand.Import import, Policy policy)
    {
        if (import.Content.ExpiresOn > policy.LatestEnd(_today))
        {
            yield return $"{policy.Id} allows {policy.MaxDays} days from today, it has {import.DurationDays}: "
                + "it was granted elsewhere and keeps them; a renewal does not.";
        }

        var owner = import.Content.OwnerEmail;
        if (!catalog.Directory.RowsOf(owner).Any(row => row.Proofs.Count > 0) && catalog.Person(owner) is null)
        {
            yield return $"nobody is known yet by the address {owner.Address}: reminders reach the owner once Teams or Slack knows it.";
        }
    }
}

/// <summary>A line that was read.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Import">What it asks for; null: it has faults.</param>
/// <param name="Faults">All that is wrong with it, a sentence each.</param>
/// <param name="Notes">What the administrator should know, a sentence each.</param>
internal sealed record CheckedLine(
    int Line, ExceptionCommand.Import? Import, IReadOnlyList<string> Faults, IReadOnlyList<string> Notes);
