using System.Text.Json.Serialization;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>
/// What is known of an account: whose it is, and how to write to it. Not authority: what a click proves is checked at the click.
/// </summary>
public sealed record KnownAccount
{
    /// <summary>The account.</summary>
    public required ChannelAccount Account { get; init; }

    /// <summary>Whose it is; empty as long as that is unknown.</summary>
    public PersonId Person { get; init; }

    /// <summary>It is theirs because the catalog lists it: no longer than that.</summary>
    public bool IsListed { get; init; }

    /// <summary>
    /// Every identity of its person, as far as addresses prove it, with a blank between; empty for an account from before that was kept.
    /// </summary>
    public string Identities { get => field ?? ""; init; } = "";

    /// <summary>The name the channel shows; empty for none. An id in its place is none.</summary>
    public string Name { get => field ?? ""; init => field = ShownName.Of(value); } = "";

    /// <summary>The locale the channel last named for it, such as <c>de-AT</c>; empty for none.</summary>
    public string Locale { get => field ?? ""; init; } = "";

    /// <summary>The language its person has chosen, one of <see cref="Languages.All"/>; empty for none.</summary>
    public string ChosenLanguage { get => field ?? ""; init; } = "";

    /// <summary>The language its person is written to in.</summary>
    [JsonIgnore]
    public string Language => ChosenLanguage.Length > 0 ? ChosenLanguage : Languages.FromLocale(Locale);

    /// <summary>The account's id in its conversations (Teams: <c>29:…</c>); empty when never met.</summary>
    public string MemberId { get => field ?? ""; init; } = "";

    /// <summary>The direct conversation with the bot; empty when there is none yet.</summary>
    public string Conversation { get => field ?? ""; init; } = "";

    /// <summary>
    /// The thread of the direct conversation in which it wrote, where what is answered belongs; empty for none. Never kept.
    /// </summary>
    [JsonIgnore]
    public string Thread { get; init; } = "";

    /// <summary>Where the channel's service was last reached for it.</summary>
    public string ServiceUrl { get => field ?? ""; init; } = "";

    /// <summary>Why nothing can be written to it (the channel's code); empty while it can.</summary>
    public string DeadBecause { get => field ?? ""; init; } = "";

    /// <summary>When it was last active (UTC); the account used last is written to first.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>
    /// What its person said in it at their last approvals, as <see cref="RepeatedWords"/> keeps it; empty for none.
    /// </summary>
    public string LastApprovals { get => field ?? ""; init; } = "";

    /// <summary>The ids of the mail that was sent to it last, with a blank between; empty for an account of a chat.</summary>
    public string Envelopes { get => field ?? ""; init; } = "";

    /// <summary>What the directory said last; null when never asked.</summary>
    public DirectoryAnswer? Directory { get; init; }

    /// <summary>When the directory was asked last (UTC).</summary>
    public DateTimeOffset DirectoryAskedAt { get; init; }

    /// <summary>
    /// This, over what stands now: what others have written of it since it was read, and what was not changed here, stays.
    /// </summary>
    /// <param name="read">What this was made of; null: it was never met then.</param>
    /// <param name="stands">What stands now; null: nothing does.</param>
    public KnownAccount Over(KnownAccount? read, KnownAccount? stands)
    {
        if (stands is null || stands == read)
        {
            return this;
        }

        var isOthers = stands.Person != default && Person == (read?.Person ?? default);
        return this with
        {
            Person = isOthers ? stands.Person : Person,
            IsListed = isOthers ? stands.IsListed : IsListed,
            Identities = isOthers ? stands.Identities : Identities,
            ChosenLanguage = ChosenLanguage == (read?.ChosenLanguage ?? "") ? stands.ChosenLanguage : ChosenLanguage,
            DeadBecause = DeadBecause == (read?.DeadBecause ?? "") ? stands.DeadBecause : DeadBecause,
            LastApprovals = stands.LastApprovals,
            Envelopes = stands.Envelopes,
        };
    }
}

/// <summary>What a channel's directory says of an account.</summary>
/// <param name="Verdict">Whether it may be served.</param>
/// <param name="Mail">The e-mail address the directory has; empty for none.</param>
/// <param name="PrincipalName">The sign-in name (UPN); empty for none.</param>
/// <param name="Name">The name it shows; empty for none. An id in its place is none.</param>
public sealed record DirectoryAnswer(DirectoryVerdict Verdict, string Mail, string PrincipalName, string Name)
{
    /// <inheritdoc cref="DirectoryAnswer(DirectoryVerdict, string, string, string)" path="/param[@name='Name']"/>
    public string Name { get; init => field = ShownName.Of(value); } = ShownName.Of(Name);

    /// <summary>The locale it shows, such as <c>de-AT</c>; empty for none.</summary>
    public string Locale { get => field ?? ""; init; } = "";

    /// <summary>The addresses in it, mail first.</summary>
    [JsonIgnore]
    public IReadOnlyList<PersonId> Addresses =>
    [
        .. new[] { Mail, PrincipalName }
            .Select(text => PersonId.TryParse(text, out var id) && id.Value == id.Address ? id : default)
            .Where(id => id != default)
            .Distinct(),
    ];
}

/// <summary>Whether a channel's directory confirms an account.</summary>
public enum DirectoryVerdict
{
    /// <summary>A member, in good standing.</summary>
    Member,

    /// <summary>A guest of the tenant or workspace.</summary>
    Guest,

    /// <summary>Switched off, or gone.</summary>
    Deactivated,

    /// <summary>The directory knows no such account.</summary>
    Unknown,

    /// <summary>The directory did not answer.</summary>
    Unavailable,
}
