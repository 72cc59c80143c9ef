using PolicyBot.Lab.Teams;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>
/// Some people with an area, two policies and approvers of their own, so that a test sees only its own requests and no chat is written to
/// faster than Teams allows. Sal asks, Fay may own, Ana and Bo are stage one, Carla is stage two (her deputy never met the bot), Ian owns
/// the policies.
/// </summary>
public sealed record Cast(int Number)
{
    /// <summary>All people: some casts, an auditor, an administrator, and a guest.</summary>
    public static IReadOnlyList<TeamsAccount> Everybody(int casts) =>
    [
        .. Enumerable.Range(1, casts).SelectMany(number => new Cast(number).Accounts),
        Account("audit", "Audra", "Itani"),
        Account("admin", "Adam", "Min"),
        new("gina@fabrikam.example", "Gina", "Fabri", "Guest", "gina_fabrikam.example#EXT#@contoso.example", "guest"),
    ];

    /// <summary>High risk for a vendor's account, medium for others.</summary>
    public string MfaPolicy => $"MFA-{Number}";

    /// <summary>Low risk.</summary>
    public string LeavePolicy => $"LEAVE-{Number}";

    /// <summary>The catalog of some casts.</summary>
    public static string Catalog(int casts) => $$"""
        version: 1
        organization: Contoso
        timeZone: Europe/Berlin
        calendar: { workingDays: [mon, tue, wed, thu, fri, sat, sun], hours: { from: 0, to: 24 } }
        areas:
        {{All(casts, cast => $$"""  - { id: area-{{cast.Number}}, name: Security {{cast.Number}}, owner: {{cast.Email("carla")}} }""")}}
        policies:
        {{All(casts, cast => $$"""
          - id: {{cast.MfaPolicy}}
            area: area-{{cast.Number}}
            name: Multi-factor authentication
            text: Every account signs in with phishing-resistant MFA.
            owner: {{cast.Email("ian")}}
            maxDays: 90
            maxRenewals: 1
            riskFloor: medium
            minimumJustification: 40
            fields:
              - { id: accountType, label: Account type, type: choice, choices: [human, service, vendor], required: true }
          - id: {{cast.LeavePolicy}}
            area: area-{{cast.Number}}
            name: Leave carry-over
            text: At most five days of leave are carried over.
            owner: {{cast.Email("ian")}}
        """)}}
        groups:
        {{All(casts, cast => $$"""
          - { id: leads-{{cast.Number}}, name: Security leads, members: [{{cast.Email("ana")}}, {{cast.Email("bo")}}],
              fallback: office-{{cast.Number}} }
          - { id: office-{{cast.Number}}, name: CISO office, members: [{{cast.Email("carla")}}, {{cast.Email("deputy")}}] }
        """)}}
        rules:
        {{All(casts, cast => $$"""
          - id: high-{{cast.Number}}
            when: { area: [area-{{cast.Number}}], risk: [high, critical] }
            tier: executive
            stages: [{ group: leads-{{cast.Number}}, needs: 1 }, { group: office-{{cast.Number}}, needs: 1 }]
          - id: standard-{{cast.Number}}
            when: { area: [area-{{cast.Number}}] }
            tier: standard
            stages: [{ group: leads-{{cast.Number}}, needs: 1 }]
        """)}}
          - id: default
            tier: standard
            stages: [{ group: leads-1, needs: 1 }]
        review: { remindAfterHours: 24, escalateAfterHours: 72, closeAfterHours: 336 }
        expiry: { pingDaysBefore: [14, 7, 1] }
        roles: { auditors: [audit@contoso.example], administrators: [admin@contoso.example] }
        assessment:
          policies:
        {{All(casts, cast => $$"""
            {{cast.MfaPolicy}}:
              impact: serious
              facts:
                - { field: accountType, is: vendor, impact: severe, because: Somebody outside the company signs in. }
            {{cast.LeavePolicy}}: { impact: limited }
        """)}}
        """;

    /// <summary>The address of one of them, by first name.</summary>
    public string Email(string name) => $"{name}.{Number}@contoso.example";

    private IEnumerable<TeamsAccount> Accounts =>
    [
        Account($"sal.{Number}", "Sal", "Ortiz"),
        Account($"fay.{Number}", "Fay", "Novak"),
        Account($"ana.{Number}", "Ana", "Lima"),
        Account($"bo.{Number}", "Bo", "Chen"),
        Account($"carla.{Number}", "Carla", "Ishii"),
        Account($"ian.{Number}", "Ian", "Moreau"),
    ];

    private static string All(int casts, Func<Cast, string> lines) =>
        string.Join('\n', Enumerable.Range(1, casts).Select(number => lines(new Cast(number))));

    private static TeamsAccount Account(string name, string given, string family) =>
        new($"{name}@contoso.example", given, family, "", $"{name}@contoso.example");
}
