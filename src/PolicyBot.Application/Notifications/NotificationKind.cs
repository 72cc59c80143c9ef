namespace PolicyBot.Application.Notifications;

/// <summary>The kinds of messages about one exception. Stored names: never renamed.</summary>
public static class NotificationKind
{
    /// <summary>The requester's living message, from the first submission on.</summary>
    public const string Received = "received";

    /// <summary>An approver is asked.</summary>
    public const string Review = "review";

    /// <summary>A named owner is asked to accept.</summary>
    public const string OwnerAsk = "ownerAsk";

    /// <summary>It came back to the requester.</summary>
    public const string Returned = "returned";

    /// <summary>A decision fell.</summary>
    public const string Decided = "decided";

    /// <summary>The policy owner is told of an approval.</summary>
    public const string PolicyOwner = "policyOwner";

    /// <summary>The end comes near; stored with the number of days, <c>ping-14</c>.</summary>
    public const string Ping = "ping";

    /// <summary>The owner is asked to say that it is still needed; stored with the days that are left, <c>attest-31</c>.</summary>
    public const string AttestDue = "attest";

    /// <summary>The owner is asked to show what was promised; stored with the days that are left, <c>promise-31</c>.</summary>
    public const string PromiseDue = "promise";

    /// <summary>The owner did not say in time that it is still needed.</summary>
    public const string AttestMissed = "attestMissed";

    /// <summary>The policy owner is told so.</summary>
    public const string AttestTold = "attestTold";

    /// <summary>The day of a promise is over.</summary>
    public const string PromiseMissed = "promiseMissed";

    /// <summary>An approver of the record is shown that a promise is kept.</summary>
    public const string Proof = "proof";

    /// <summary>The proof did not do.</summary>
    public const string ProofReturned = "proofReturned";

    /// <summary>It is suspended over a promise.</summary>
    public const string Suspended = "suspended";

    /// <summary>It started before its review.</summary>
    public const string Emergency = "emergency";

    /// <summary>Who was asked to own it does not: whoever asked them is told.</summary>
    public const string HandOverDeclined = "handOverDeclined";

    /// <summary>The policy owner is asked to name an owner.</summary>
    public const string OwnerLeft = "ownerLeft";

    /// <summary>The policy owner is told that nobody confirmed that the policy is met again.</summary>
    public const string Unconfirmed = "unconfirmed";

    /// <summary>It ended.</summary>
    public const string Ended = "ended";

    /// <summary>Administrators are told that an approver can't be reached.</summary>
    public const string Unreached = "unreached";

    /// <summary>A message that shows the exception because somebody asked for it; stored with a number, <c>shown-1f2e3d4c</c>.</summary>
    public const string Shown = "shown";

    /// <summary>The card of a stage in the place that the stage names; it is nobody's own, so its person is nobody.</summary>
    public const string Post = "post";

    /// <summary>Whether a stored kind is of a kind, whatever number it carries.</summary>
    public static bool Is(string stored, string kind) => stored == kind || stored.StartsWith(kind + "-", StringComparison.Ordinal);
}
