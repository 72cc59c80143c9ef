using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams;

namespace PolicyBot.EndToEnd.Tests.Identity;

/// <summary>
/// A product in both channels whose people have several addresses: the roster of Teams shows another mail address than they sign in with,
/// and Slack a third one. The catalog says nothing of it, but for one (<c>people</c>). Only those named here are in Slack.
/// </summary>
public sealed class IdentityLab() : BothChannelsLab(casts: 9)
{
    /// <summary>Sal is known to Slack by the sign-in name, and the group that decides lists the mail address of Teams.</summary>
    public static Cast DecidesUnderAnotherAddress { get; } = new(1);

    /// <summary>The group that decides lists Ana by the name she signs in with; her mail address is another.</summary>
    public static Cast ListedBySignInName { get; } = new(2);

    /// <summary>Fay's mail address is not the name she signs in with. Sal is in Slack too.</summary>
    public static Cast OwnerBySignInName { get; } = new(3);

    /// <summary>Sal is in Slack alone.</summary>
    public static Cast ChangesAddress { get; } = new(4);

    /// <summary>Lou and Mia are in Slack alone, Noa in Teams; all of them will leave.</summary>
    public static Cast LeavesAddress { get; } = new(5);

    /// <summary>The catalog changes while they wait.</summary>
    public static Cast ChangesCatalog { get; } = new(6);

    /// <summary>Sal reads German in Slack and Ana in Teams; no other does.</summary>
    public static Cast ReadsGerman { get; } = new(7);

    /// <summary>Ana is in Slack alone and Bo is there too, both under another address than the group lists: hers stands in
    /// <c>people</c>, with his he signs in to Teams.</summary>
    public static Cast ListedByAnotherAddress { get; } = new(8);

    /// <summary>The catalog changes while they wait. Sal, Ana and Fay are in Slack alone.</summary>
    public static Cast ChangesCatalogInSlack { get; } = new(9);

    private static readonly HashSet<string> OnlyInSlack =
    [
        ChangesAddress.Email("sal"),
        ListedByAnotherAddress.Email("ana"),
        .. new[] { "sal", "ana", "fay" }.Select(ChangesCatalogInSlack.Email),
    ];

    protected override bool WithModel => false;

    protected override IReadOnlyList<TeamsAccount> TeamsAccounts =>
    [
        .. base.TeamsAccounts.Where(account => !OnlyInSlack.Contains(account.Key)).Select(WithMailOfTheirOwn),
        new(LeavesAddress.Email("noa"), "Noa", "Brandt", "", LeavesAddress.Email("noa")),
    ];

    protected override SlackWorkspaceOptions? Workspace => base.Workspace! with
    {
        Accounts =
        [
            new(DecidesUnderAnotherAddress.Email("sal"), "Sal Ortiz", ""),
            new(OwnerBySignInName.Email("sal"), "Sal Ortiz", ""),
            new(ChangesAddress.Email("sal"), "Sal Ortiz", ""),
            new(ReadsGerman.Email("sal"), "Sal Ortiz", "") { Locale = "de-DE" },
            new(LeavesAddress.Email("lou"), "Lou Kern", ""),
            new(LeavesAddress.Email("mia"), "Mia Sand", ""),
            new(ListedByAnotherAddress.Email("ana.lima"), "Ana Lima", ""),
            new(ListedByAnotherAddress.Email("bo.chen"), "Bo Chen", ""),
            new(ChangesCatalogInSlack.Email("sal"), "Sal Ortiz", ""),
            new(ChangesCatalogInSlack.Email("ana"), "Ana Lima", ""),
            new(ChangesCatalogInSlack.Email("fay"), "Fay Novak", ""),
        ],
    };

    protected override string Catalog => Cast.Catalog(Casts).Replace(
        $"members: [{DecidesUnderAnotherAddress.Email("ana")}, ", "members: [Sal.Ortiz.1@Contoso.example, ", StringComparison.Ordinal)
        + $"\npeople: [{{ email: {ListedByAnotherAddress.Email("ana")}, addresses: [{ListedByAnotherAddress.Email("ana.lima")}] }}]\n";

    private static TeamsAccount WithMailOfTheirOwn(TeamsAccount account) =>
        account.Key == DecidesUnderAnotherAddress.Email("sal") ? account with { Email = DecidesUnderAnotherAddress.Email("sal.ortiz") }
        : account.Key == ListedBySignInName.Email("ana") ? account with { Email = ListedBySignInName.Email("ana.lima") }
        : account.Key == OwnerBySignInName.Email("fay") ? account with { Email = OwnerBySignInName.Email("fay.novak") }
        : account.Key == ListedByAnotherAddress.Email("bo")
            ? account with { UserPrincipalName = ListedByAnotherAddress.Email("bo.chen") }
        : account.Key == ReadsGerman.Email("ana") ? account with { Locale = "de-AT" }
        : account;
}

[CollectionDefinition(Name)]
public sealed class IdentityTests : ICollectionFixture<IdentityLab>
{
    public const string Name = "identity";
}

/// <summary>What every test about who a person is needs: people of its own.</summary>
public abstract class IdentityTest(IdentityLab running, Cast cast) : SlackTest(running, cast, TimeSpan.FromSeconds(60));
