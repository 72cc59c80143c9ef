using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing;

/// <summary>A small sound catalog; a test replaces the piece of text it is about.</summary>
public static class ACatalog
{
    public const string Yaml = """
        version: 1
        organization: Contoso
        timeZone: Europe/Berlin
        calendar: { workingDays: [mon, tue, wed, thu, fri, sat, sun], hours: { from: 0, to: 24 } }
        areas:
          - { id: security, name: Security, owner: ciso@contoso.example }
          - { id: finance, name: Finance, owner: cfo@contoso.example }
        policies:
          - id: SEC-MFA
            area: security
            name: Multi-factor authentication
            text: Every account signs in with MFA.
            owner: iam@contoso.example
            maxDays: 90
            maxRenewals: 2
            riskFloor: medium
            fields:
              - { id: accountType, label: Account type, type: choice, choices: [human, service, vendor], required: true }
          - id: FIN-SPEND
            area: finance
            name: Purchases
            text: Purchases need three quotes.
            owner: purchasing@contoso.example
            fields:
              - { id: amount, label: Amount, type: number }
        groups:
          - { id: leads, name: Leads, members: [ana@contoso.example, bo@contoso.example], fallback: office }
          - { id: office, name: Office, members: [ciso@contoso.example, deputy@contoso.example] }
        rules:
          - id: high
            when: { area: [security], risk: [high, critical] }
            tier: executive
            stages:
              - { group: leads, needs: 1 }
              - { group: office, needs: all }
          - id: default
            tier: standard
            stages: [{ group: leads, needs: 1 }]
        review: { escalateTo: office }
        roles: { auditors: [], administrators: [admin@contoso.example] }
        examples:
          - { policy: SEC-MFA, risk: high, durationDays: 30, expect: { rule: high, approvers: [bo@contoso.example, ana@contoso.example] } }

        """;

    /// <summary>The examples alone, for a test whose change they do not fit.</summary>
    public static string Examples => Yaml[Yaml.IndexOf("examples:", StringComparison.Ordinal)..];

    public static CatalogReading Read(params (string Old, string New)[] changes) => CatalogReader.Read("catalog.yaml", Text(changes));

    public static PolicyCatalog With(params (string Old, string New)[] changes) =>
        Assert.IsType<CatalogReading.Good>(Read(changes)).Catalog;

    public static IReadOnlyList<CatalogFault> Faults(params (string Old, string New)[] changes) =>
        Assert.IsType<CatalogReading.Bad>(Read(changes)).Faults;

    public static string Text(params (string Old, string New)[] changes) => changes.Aggregate(Yaml, (text, change) =>
    {
        Assert.Contains(change.Old, text, StringComparison.Ordinal);
        return text.Replace(change.Old, change.New, StringComparison.Ordinal);
    });

    /// <summary>The line, from 1, on which a piece of the changed text begins.</summary>
    public static int LineOf(string text, string piece) => text[..text.IndexOf(piece, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
}
