using System.Text.RegularExpressions;

namespace PolicyBot.Host.Tests;

/// <summary>Who may what is decided in <c>Access</c> alone: kept over the sources of the product.</summary>
public sealed partial class AccessTests
{
    private const string Access = "PolicyBot.Domain/Exceptions/Access.cs";
    private const string Subject = "PolicyBot.Domain/Exceptions/Subject.cs";

    /// <summary>They tell administrators something, or check that they can be told. They decide nothing.</summary>
    private static readonly string[] TellAdministrators =
    [
        "PolicyBot.Application/Catalogs/CatalogReach.cs",
        "PolicyBot.Application/Interactions/QuestionAnswers.cs", // whom to ask where no policy is named
        "PolicyBot.Application/Notifications/AdministratorNotices.cs",
        "PolicyBot.Application/Notifications/NotificationPlan.cs",
    ];

    /// <summary>It tells auditors something. It decides nothing.</summary>
    private static readonly string[] TellAuditors =
        ["PolicyBot.Application/Evidence/CheckpointNotices.cs", "PolicyBot.Application/Reports/MonthlyReports.cs"];


    /// <summary>They choose words, or compare what is asked for. They decide nothing about rights.</summary>
    // Puts the humans of now behind the addresses of the catalog.
    private const string Resolves = "PolicyBot.Domain/Policies/PolicyCatalog.cs";

    private static readonly string[] CompareForOtherReasons =
    [
        "PolicyBot.Application/Interactions/DelegationCommand.cs", // a person can't delegate to themselves
        "PolicyBot.Application/Screens/Buttons/HandOverOwnership.cs", // the title of the button
        "PolicyBot.Domain/Exceptions/RequestRules.cs", // an emergency start is for a request without another owner
    ];

    [Fact]
    public void Only_access_decides_by_role() =>
        Assert.Equal([Access, Subject], FilesWith(NamesRole(), ""));

    [Fact]
    public void Only_the_subject_is_looked_up_among_auditors_and_administrators()
    {
        Assert.Equal([.. TellAuditors, Subject, Resolves], FilesWith(ReadsAuditors(), ""));
        Assert.Equal([.. TellAdministrators, Subject, Resolves], FilesWith(ReadsAdministrators(), ""));
    }

    [Fact]
    public void Only_access_refuses_a_person_for_who_they_are() =>
        Assert.Equal([Access], FilesWith(RefusesPerson(), ""));

    [Fact]
    public void No_rule_button_or_interaction_compares_the_person_who_acts() =>
        Assert.Equal(
            CompareForOtherReasons,
            FilesWith(ComparesPerson(), "PolicyBot.Application/Interactions/")
                .Concat(FilesWith(ComparesPerson(), "PolicyBot.Application/Screens/Buttons/"))
                .Concat(FilesWith(ComparesPerson(), "PolicyBot.Domain/Exceptions/")
                .Where(file => file.EndsWith("Rules.cs", StringComparison.Ordinal))));

    [Fact]
    public void Only_the_directory_of_people_compares_addresses() =>
        Assert.Equal(
            [
                "PolicyBot.Application/Catalogs/ReferenceLint.cs", // an address that stands twice in the catalog
                "PolicyBot.Application/People/AddressProofs.cs", // which addresses an account shows
                "PolicyBot.Application/People/IdentityLinks.cs", // which rows an account shows
                "PolicyBot.Application/Ports/KnownAccount.cs", // what a directory shows is an address
                "PolicyBot.Domain/Policies/PeopleDirectory.cs",
            ],
            FilesWith(ComparesAddresses(), "PolicyBot.").Where(file => !file.StartsWith("PolicyBot.Lab/", StringComparison.Ordinal)));

    private static List<string> FilesWith(Regex pattern, string folder)
    {
        var sources = Path.Combine(Root(), "src");
        return
        [
            .. Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(sources, file).Replace('\\', '/'))
                .Where(file => file.StartsWith(folder, StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
                .Where(file => pattern.IsMatch(File.ReadAllText(Path.Combine(sources, file))))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PolicyBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution lies above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\.(Email|Addresses?)\)? (==|!=)|(==|!=) [\w.]+\.(Email|Address)\b|\bAddresses\.Contains\(")]
    private static partial Regex ComparesAddresses();

    [GeneratedRegex(@"\bRoles\.(PolicyOwner|AreaOwner|Auditor|Administrator)\b")]
    private static partial Regex NamesRole();

    [GeneratedRegex(@"\.Auditors\b")]
    private static partial Regex ReadsAuditors();

    [GeneratedRegex(@"\.Administrators\b")]
    private static partial Regex ReadsAdministrators();

    [GeneratedRegex(@"new (Domain\.Exceptions\.)?Refusal\.(NotTheOwner|NotTheRequester|NotEntitled|NotAnApproverOfRecord|OwnRequest)\b")]
    private static partial Regex RefusesPerson();

    [GeneratedRegex(@"\b(By|asker|turn|Actor|actor)\.Person\)? (==|!=)|(==|!=) (\w+\.By|asker|turn|\w+\.Actor|actor)\.Person\b|IsParty\((\w+\.By|asker|turn|\w+\.Actor|actor)\.Person\)")]
    private static partial Regex ComparesPerson();
}
