namespace PolicyBot.Lab.Teams;

/// <summary>The people of the fictional Contoso.</summary>
public static class ContosoPeople
{
    /// <summary>All accounts, the requester first.</summary>
    public static IReadOnlyList<TeamsAccount> All { get; } =
    [
        Staff("sal", "Sal", "Ortiz", "Requester, build engineering"),
        Staff("ana", "Ana", "Lima", "Security lead"),
        Staff("bo", "Bo", "Chen", "Security lead"),
        Staff("ciso", "Carla", "Ishii", "CISO"),
        Staff("iam", "Ian", "Moreau", "Policy owner, identity"),
        Staff("fay", "Fay", "Novak", "Finance lead"),
        Staff("otto", "Otto", "Brandt", "Finance lead"),
        Staff("cfo", "Chidi", "Obi", "CFO"),
        Staff("hana", "Hana", "Sato", "HR lead"),
        Staff("jon", "Jon", "Dahl", "HR lead"),
        Staff("chro", "Chloe", "Roy", "CHRO"),
        Staff("grete", "Grete", "Vogel", "Works in Munich, in German") with { Locale = "de-DE" },
        Staff("cleo", "Cleo", "Marin", "Compliance lead") with { Email = "cleo.marin@contoso.example" }, // signs in with another name
        Staff("dario", "Dario", "Conti", "Compliance lead"),
        Staff("cco", "Connor", "Okafor", "Compliance officer"),
        Staff("audit", "Audra", "Itani", "Auditor"),
        Staff("admin", "Adam", "Min", "Administrator"),
        new("gina@fabrikam.example", "Gina", "Fabri", "Guest of a supplier", "gina_fabrikam.example#EXT#@contoso.example", "guest"),
    ];

    private static TeamsAccount Staff(string name, string given, string family, string title) =>
        new($"{name}@contoso.example", given, family, title, $"{name}@contoso.example");
}
