using System.Text.RegularExpressions;

namespace PolicyBot.Application.Interactions;

/// <summary>Commands in German words, and with words of politeness around them. Pure.</summary>
internal static partial class CommandWords
{
    private static readonly (Regex Typed, string Command)[] Commands =
    [
        (Mine(), "my requests"),
        (Approvals(), "approvals"),
        (Due(), "due"),
        (Report(), "report ${month}"),
        (Request(), "request"),
        (Status(), "status ${id}"),
        (Why(), "why ${id}"),
        (History(), "history ${id}"),
        (DelegateOff(), "delegate off"),
        (Delegate(), "delegate to ${to}"),
        (Standing(), "delegate"),
        (Reassign(), "reassign ${id} from ${from} to ${to} because ${why}"),
    ];

    /// <summary>A typed command as it stands in the English help; any other text as it is.</summary>
    public static string Plain(string text)
    {
        var said = Polite(text);
        return Array.Find(Commands, one => one.Typed.IsMatch(said)) is { Typed: { } typed } found
            ? typed.Replace(said, found.Command).Trim() : text;
    }

    /// <summary>A text without the words of politeness around it.</summary>
    public static string Polite(string text) => Around().Replace(text.Trim(), "");

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Number = @"(?<id>px\S+|(?=\S*\d)[a-z\d]{8})";

    [GeneratedRegex(@"^(?:(?:please|pls|plz|bitte)[\s,]+)+|(?:[\s,]+(?:please|pls|plz|bitte))+[\s.!]*$", Options)]
    private static partial Regex Around();

    [GeneratedRegex(
        @"^(?:(?:zeige?|show)\s+(?:mir\s+|me\s+)?)?(?:my requests|(?:alle\s+)?meine\s+(?:anträge|antraege|anfragen))[.!?]*$", Options)]
    private static partial Regex Mine();

    [GeneratedRegex(
        @"^(?:(?:zeige?|show)\s+(?:mir\s+|me\s+)?)?(?:my approvals|approvals|(?:(?:meine|offene)\s+)?(?:genehmigungen|freigaben))[.!?]*$",
        Options)]
    private static partial Regex Approvals();

    [GeneratedRegex(@"^(?:due|fällig|faellig|(?:what is|what's|whats) due|was ist fällig)(?:\s+(?:today|heute))?[.!?]*$", Options)]
    private static partial Regex Due();

    [GeneratedRegex(
        @"^(?:(?:zeige?|show)\s+(?:mir\s+|me\s+)?)?(?:(?:the|my|den|monthly|last)\s+)*(?:report|(?:monats)?bericht)" +
        @"(?:\s+(?:for\s+|of\s+|from\s+|für\s+(?:den\s+)?|vom\s+|von\s+)?(?<month>\p{L}{3,9}(?:\s+\d{4})?))?[.!?]*$", Options)]
    private static partial Regex Report();

    [GeneratedRegex(@"^(?:(?:new )?request|(?:neuer )?antrag|antrag stellen|neue anfrage|beantragen)[.!]*$", Options)]
    private static partial Regex Request();

    [GeneratedRegex($@"^(?:status|stand)\s+(?:of\s+|von\s+)?{Number}$", Options)]
    private static partial Regex Status();

    [GeneratedRegex($@"^(?:why|warum)\s+{Number}$", Options)]
    private static partial Regex Why();

    [GeneratedRegex($@"^(?:history|verlauf)(?:\s+(?:of\s+|von\s+)?{Number})?$", Options)]
    private static partial Regex History();

    [GeneratedRegex(@"^(?:delegiere|delegieren|delegation|vertretung)\s+(?:aus|off|beenden|aufheben)$", Options)]
    private static partial Regex DelegateOff();

    [GeneratedRegex(@"^(?:delegiere|delegieren|vertretung)\s+(?:an|durch)\s+(?<to>\S.*)$", Options)]
    private static partial Regex Delegate();

    [GeneratedRegex(@"^(?:delegiere|delegieren|vertretung)$", Options)]
    private static partial Regex Standing();

    [GeneratedRegex(
        @"^(?:übertrage|uebertrage)\s+(?<id>px\S+)\s+von\s+(?<from>\S+)\s+(?:an|auf)\s+(?<to>[^\s,:;]+)[\s,:;]+(?:(?:weil|wegen|" +
        @"denn)\s+)?" +
        @"(?<why>\S.*)$", Options | RegexOptions.Singleline)]
    private static partial Regex Reassign();
}
