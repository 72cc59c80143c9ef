using System.Text.Json;

namespace PolicyBot.Web.Api;

/// <summary>A person.</summary>
public sealed record PersonDocument
{
    /// <summary>The address that names the person.</summary>
    public required string Email { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Name { get; init; }
}

/// <summary>What a list shows of an exception.</summary>
public record ExceptionSummary
{
    /// <summary>The number: PX- and eight letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>submitted, inReview, changesRequested, approved, suspended, rejected, withdrawn, lapsed, expired, closed, revoked or
    /// renewed.</summary>
    public required string Status { get; init; }

    /// <summary>Whether it holds now; a suspended one does not.</summary>
    public required bool InForce { get; init; }

    /// <summary>The policy that is not met.</summary>
    public required string PolicyId { get; init; }

    /// <summary>The policy's area; null where the catalog has it no longer.</summary>
    public required string? AreaId { get; init; }

    /// <summary>What the policy implements, as the catalog says it now: <c>ISO27001:A.8.5</c>.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>business, technical or operational; empty when not told.</summary>
    public required string ReasonKind { get; init; }

    /// <summary>low, medium, high or critical; null: not assessed yet.</summary>
    public required string? Risk { get; init; }

    /// <summary>Who asked.</summary>
    public required PersonDocument Requester { get; init; }

    /// <summary>Who is accountable.</summary>
    public required PersonDocument Owner { get; init; }

    /// <summary>What exactly is concerned.</summary>
    public required string Scope { get; init; }

    /// <summary>Ids of things that scanners know.</summary>
    public required IReadOnlyList<string> Assets { get; init; }

    /// <summary>When it was sent (UTC).</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The last day it holds, or is to hold, in the catalog's time zone.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>First instant (UTC) at which it does not hold.</summary>
    public required DateTimeOffset HoldsUntil { get; init; }

    /// <summary>When it ended (UTC); null: it has not.</summary>
    public required DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A page of a list.</summary>
public sealed record ExceptionPage
{
    /// <summary>What was found, what ends or lapses first comes first.</summary>
    public required IReadOnlyList<ExceptionSummary> Items { get; init; }

    /// <summary>How many that you may see were looked through for this page.</summary>
    public required int LookedThrough { get; init; }

    /// <summary>How many of them there are in all; null: it is not known.</summary>
    public required int? Total { get; init; }

    /// <summary>What to send as <c>after</c> to go on; null: this was the last page.</summary>
    public required string? Next { get; init; }
}

/// <summary>A decision.</summary>
public sealed record DecisionDocument
{
    /// <summary>approved, rejected or changesRequested.</summary>
    public required string Kind { get; init; }

    /// <summary>Who decided.</summary>
    public required PersonDocument By { get; init; }

    /// <summary>For whom it was made; null: in their own right.</summary>
    public required PersonDocument? OnBehalfOf { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The comment, as typed.</summary>
    public required string Comment { get; init; }

    /// <summary>The revision it was about, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>The stage it was made in, from 1.</summary>
    public required int Stage { get; init; }

    /// <summary>A shorter last day that came with it; null for none.</summary>
    public required DateOnly? ExpiresOn { get; init; }
}

/// <summary>What the owner must keep.</summary>
public sealed record ConditionDocument
{
    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What is to be kept.</summary>
    public required string Text { get; init; }

    /// <summary>Until the end of which day, in the catalog's time zone.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Whether it is shown to be kept.</summary>
    public required bool Kept { get; init; }
}

/// <summary>One exception, with all that was decided on.</summary>
public sealed record ExceptionDocument : ExceptionSummary
{
    /// <summary>Why.</summary>
    public required string Justification { get; init; }

    /// <summary>What stands in the place of the policy meanwhile.</summary>
    public required string CompensatingControls { get; init; }

    /// <summary>What happens when it is denied.</summary>
    public required string ImpactIfDenied { get; init; }

    /// <summary>Links to what proves the reason.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>The policy's own fields by id.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The revision, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>By when it is to be decided (UTC).</summary>
    public required DateTimeOffset DecideBy { get; init; }

    /// <summary>From when on it holds (UTC); null: it was not granted.</summary>
    public required DateTimeOffset? GrantedAt { get; init; }

    /// <summary>Whether it began before its review, as an emergency.</summary>
    public required bool Emergency { get; init; }

    /// <summary>The decisions, oldest first.</summary>
    public required IReadOnlyList<DecisionDocument> Decisions { get; init; }

    /// <summary>What the owner must keep.</summary>
    public required IReadOnlyList<ConditionDocument> Conditions { get; init; }

    /// <summary>The exception that it renews; null for none, and for one that the caller may not see.</summary>
    public required string? Renews { get; init; }

    /// <summary>The exception that renews it; null for none, and for one that the caller may not see.</summary>
    public required string? RenewedBy { get; init; }

    /// <summary>Why it ended; empty: it has not.</summary>
    public required string EndedBecause { get; init; }

    /// <summary>SHA-256 of the catalog by which it was routed.</summary>
    public required string CatalogHash { get; init; }

    /// <summary>The route as it was frozen: tier, rule, stages, people with the reason for each. Null: it is not routed yet.</summary>
    public required JsonElement? ReviewPolicy { get; init; }

    /// <summary>How many events its record has.</summary>
    public required long Events { get; init; }

    /// <summary>The hash of the last of them.</summary>
    public required string LastHash { get; init; }
}

/// <summary>What happened to an exception.</summary>
public sealed record HistoryDocument
{
    /// <summary>The exception.</summary>
    public required string Id { get; init; }

    /// <summary>The events, oldest first.</summary>
    public required IReadOnlyList<EventDocument> Events { get; init; }
}

/// <summary>An event, as it is stored.</summary>
public sealed record EventDocument
{
    /// <summary>Its hash: SHA-256 over the event in canonical JSON (RFC 8785).</summary>
    public required string Hash { get; init; }

    /// <summary>The event, with the hash of the one before it.</summary>
    public required JsonElement Event { get; init; }
}

/// <summary>Why the people who decide do.</summary>
public sealed record WhyDocument
{
    /// <summary>The exception.</summary>
    public required string Id { get; init; }

    /// <summary>What is said, part by part.</summary>
    public required IReadOnlyList<WhyPart> Parts { get; init; }

    /// <summary>The route as it was frozen; null: it is not routed yet.</summary>
    public required JsonElement? ReviewPolicy { get; init; }
}

/// <summary>A part of an explanation.</summary>
public sealed record WhyPart
{
    /// <summary>What it is about; empty for a sentence by itself.</summary>
    public required string Label { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }
}

/// <summary>Whether a thing is covered.</summary>
public sealed record ActiveDocument
{
    /// <summary>Whether an approved exception covers it now. One that is suspended or has ended does not.</summary>
    public required bool Active { get; init; }

    /// <summary>When this was true (UTC): ask again before you rely on it later.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The policy asked about; null: any.</summary>
    public required string? PolicyId { get; init; }

    /// <summary>The id of the thing asked about; null: any.</summary>
    public required string? Asset { get; init; }

    /// <summary>What covers it, what ends first comes first.</summary>
    public required IReadOnlyList<ActiveItem> Exceptions { get; init; }

    /// <summary>There are more than these.</summary>
    public required bool HasMore { get; init; }
}

/// <summary>An exception in force.</summary>
public sealed record ActiveItem
{
    /// <summary>The number.</summary>
    public required string Id { get; init; }

    /// <summary>The policy.</summary>
    public required string PolicyId { get; init; }

    /// <summary>What the policy implements, as the catalog says it now: <c>ISO27001:A.8.5</c>.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>business, technical or operational; empty when not told.</summary>
    public required string ReasonKind { get; init; }

    /// <summary>What it covers.</summary>
    public required IReadOnlyList<string> Assets { get; init; }

    /// <summary>First instant (UTC) at which it does not hold.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Its last day, in the catalog's time zone.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>Who approved it; none: it began before its review, as an emergency.</summary>
    public required IReadOnlyList<PersonDocument> ApprovedBy { get; init; }

    /// <summary>What holds only while it is kept.</summary>
    public required IReadOnlyList<ConditionDocument> Conditions { get; init; }

    /// <summary>Whether it began before its review, as an emergency.</summary>
    public required bool Emergency { get; init; }
}
