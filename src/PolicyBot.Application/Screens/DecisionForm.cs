using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens;

/// <summary>
/// Asks for what a decision needs, for channels that open a dialog for it. Made from nothing but the pressed button, because the channel's
/// leave to open one lasts seconds; what was pressed is checked when it is sent.
/// </summary>
public static class DecisionForm
{
    /// <summary>The comment that every decision needs.</summary>
    internal static FormField Comment => new()
    {
        Id = FieldIds.Comment,
        Label = Words.CommentLabel,
        Kind = FieldKind.Text,
        Required = true,
        MinLength = TextLimits.MinimumComment,
        MaxLength = TextLimits.Other,
        ErrorMessage = Words.RefusedTooShort.With(TextLimits.MinimumComment),
    };

    /// <summary>The shorter last day that an approval may set.</summary>
    internal static FormField ShorterEnd =>
        new() { Id = FieldIds.ExpiresOn, Label = Words.ShorterLabel, Kind = FieldKind.Date, ErrorMessage = Words.DateUnreadable };

    /// <summary>What the owner must keep, one a line.</summary>
    internal static FormField Conditions => new()
    {
        Id = FieldIds.Conditions,
        Label = Words.ConditionsLabel,
        Kind = FieldKind.Text,
        MaxLength = TextLimits.Other,
        ErrorMessage = Words.RefusedConditionsIncomplete,
    };

    /// <summary>By when.</summary>
    internal static FormField ConditionsDueOn =>
        new()
        {
            Id = FieldIds.ConditionsDueOn,
            Label = Words.ConditionsDueLabel,
            Kind = FieldKind.Date,
            ErrorMessage = Words.DateUnreadable
        };

    /// <summary>The language of a card, told by the title of its button; null: the button is none of a decision.</summary>
    /// <param name="verb">What the button does.</param>
    /// <param name="title">What stands on it.</param>
    public static string? LanguageOf(string verb, string title)
    {
        foreach (var language in Languages.All)
        {
            using var spoken = Languages.Use(language);
            var own = verb switch
            {
                Verbs.Approve => Words.Approve,
                Verbs.Reject => Words.Reject,
                Verbs.RequestChanges => Words.RequestChanges,
                _ => null,
            };
            if (own == title)
            {
                return language;
            }
        }

        return null;
    }

    /// <summary>The form.</summary>
    /// <param name="verb"><see cref="Verbs.Approve"/>, <see cref="Verbs.Reject"/> or <see cref="Verbs.RequestChanges"/>.</param>
    /// <param name="id">The exception, as the button named it.</param>
    /// <param name="revision">The revision that the card was about.</param>
    /// <param name="acceptance">The sentence that stood above the buttons: which risk an approval accepts; empty for none.</param>
    /// <param name="value">What the pressed button answers; null for nothing.</param>
    public static FormView Render(string verb, ExceptionId id, int revision, string acceptance, string? value = null)
    {
        var (title, look) = verb switch
        {
            Verbs.Approve => (Words.Approve, ActionLook.Positive),
            Verbs.Reject => (Words.Reject, ActionLook.Destructive),
            _ => (Words.RequestChanges, ActionLook.Positive), // the one thing this form does
        };
        return new FormView
        {
            Summary = $"{id}: {title}",
            Heading = $"{id} · {title}",
            Intro = verb == Verbs.Approve && acceptance.Length > 0 ? [TextPart.Paragraph(acceptance)] : [],
            Fields = [Comment],
            More = verb == Verbs.Approve ? [ShorterEnd, Conditions, ConditionsDueOn] : [],
            Actions = [new CardAction { Verb = verb, Title = title, Id = id, Revision = revision, Value = value, Look = look }],
        };
    }
}
