using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Recognises questions and small talk, in English and German: what begins no request and answers no question of one. Pure.
/// </summary>
internal static partial class LookUps
{
    private const int LongestQuestion = 200;
    private const int LongestCommand = 100;

    /// <summary>Reads a text.</summary>
    /// <returns>Null: it is neither question nor small talk.</returns>
    public static LookUp? Read(string text, PolicyCatalog catalog, DateOnly today)
    {
        if (Greeting().IsMatch(text.Trim()))
        {
            return new LookUp(LookUpKind.Help);
        }

        var said = Lead().Replace(text.Trim(), "").Trim();
        if (Thanks().IsMatch(text.Trim()))
        {
            return new LookUp(LookUpKind.Thanks);
        }

        if (said.Length == 0 || said.Length > LongestQuestion || said.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        if (Help().IsMatch(said))
        {
            return new LookUp(LookUpKind.Help);
        }

        if ((said.Length <= LongestCommand ? ReadCommand(said, catalog, today) : null) is { } command)
        {
            return command;
        }

        if (GeneralQuestions.Find(said) is { } general && FindPolicies(said, catalog).Count == 0)
        {
            return new LookUp(general);
        }

        if (ExistingWords.Read(said, catalog) is { } existing)
        {
            return existing;
        }

        var asks = said.EndsWith('?');
        var begins = Asking().IsMatch(said);
        if (!asks && !begins)
        {
            return null;
        }

        if (ReadOwn(said, catalog) is { } own)
        {
            return own;
        }

        // "can I get an exception …?" is a wish; "how do I get one?", "what does one cost?" are questions
        return RequestWords.AsksForOne(said) && !How().IsMatch(said) && !(asks && OpenQuestion().IsMatch(said))
            || !asks && !AboutRules().IsMatch(said) ? null
            : FindPolicies(said, catalog) is { Count: > 0 } policies && (begins || PolicyWords.IsOnly(said, catalog))
            ? new LookUp(LookUpKind.Policy) { Policies = policies }
            : asks && begins && AboutRules().IsMatch(said) ? new LookUp(LookUpKind.Policy) // that of the request which is being written
            : asks && begins ? new LookUp(LookUpKind.Unknown)
            : null;
    }

    /// <summary>Whether a person did not understand what they were asked: "what do you mean?".</summary>
    public static bool AsksAgain(string text) => NotClear().IsMatch(text.Trim());

    private static LookUp? ReadCommand(string said, PolicyCatalog catalog, DateOnly today)
    {
        if (Withdraw().IsMatch(said))
        {
            return new LookUp(LookUpKind.Withdraw);
        }

        return List().IsMatch(said) && DateWords.InText(said, today) is null
            || ListWords.ReadQuestion(said, catalog) is not null
            ? new LookUp(LookUpKind.List) { Policies = FindPolicies(said, catalog), Said = $"list {said}" }
            : null;
    }

    private static LookUp? ReadOwn(string said, PolicyCatalog catalog)
    {
        LookUp Of(LookUpKind kind, Match? match = null) =>
            new(kind)
            {
                Policies = FindPolicies(said, catalog),
                Number = ExistingWords.NumberIn(said),
                Thing = match is null ? "" : Thing(match),
            };
        return WhoDecides().IsMatch(said) ? Of(LookUpKind.WhoDecides)
            : MyEnd().IsMatch(said) ? Of(LookUpKind.MyEnd)
            : MyStatus().IsMatch(said) ? Of(LookUpKind.MyStatus)
            : Covered().Match(said) is { Success: true } covered ? Of(LookUpKind.Covered, covered)
            : ExistingWords.NumberIn(said) is not null ? Of(LookUpKind.MyStatus)
            : null;
    }

    private static string Thing(Match match) => match.Groups["thing"].Value.Trim(' ', '?', '.', '!', '"');

    private static IReadOnlyList<Policy> FindPolicies(string said, PolicyCatalog catalog) =>
        PolicyWords.Find(said, catalog) is { Count: > 0 } named ? named : PolicyStems.Find(said, catalog);

    [GeneratedRegex(
        @"^(?:(?:hi|hey|hello|hallo|moin|ok|okay|so|please|bitte|sorry|and|und)\b[\s,.!]*(?:there|bot|policybot|zusammen)?[\s,.!]*|" +
        @"(?:can|could|would) you (?:please )?(?:tell|show) me\s+|do you know\s+|i(?:'d| would) like to know\s+|i want to know\s+|" +
        @"tell me\s+(?=who|when|what|how|if)|(?:kannst|können) (?:du|sie) mir (?:bitte )?(?:sagen|zeigen),?\s+|" +
        @"wei(?:ß|ss)t du,?\s+|wissen sie,?\s+|ich (?:möchte|will) wissen,?\s+)+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"^(?:ok(?:ay)?|great|perfect|super|cool|alles klar|prima)?[\s,.!]*(?:many |vielen |besten |herzlichen )?(?:thanks?|thank you|" +
        @"thx|" +
        @"ty|tysm|danke(?:schön| schön| sehr)?|dank|merci|cheers)(?:[\s,]+(?:a lot|so much|very much|again|sehr|dir|ihnen|euch|you|bot|" +
        @"policybot|for (?:the|your) (?:help|info|answer)|für (?:die|deine|ihre) (?:hilfe|info|antwort)))*[\s.!🙏👍🙂😊]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thanks();

    [GeneratedRegex(
        @"^(?:(?:hi|hey|hello|hallo|hallöchen|hi ya|hiya|moin|servus|grüezi|grüß gott|yo|good (?:morning|afternoon|evening|day)|" +
        @"guten? (?:morgen|tag|abend))[\s,.!]*)+(?:(?:there|all|everyone|team|zusammen|bot|policybot|again|moin)[\s,.!]*)*" +
        @"(?:(?:how are (?:you|u)|how'?s it going|how do you do|what'?s up|wie geht(?:'?s| es)(?: dir| ihnen)?)(?: today| heute)?)?" +
        @"[^\p{L}\p{N}]*$|" +
        @"^(?:how are (?:you|u)|how'?s it going|how do you do|what'?s up|wie geht(?:'?s| es)(?: dir| ihnen)?|who (?:are|r) (?:you|u)|" +
        @"what are you|are (?:you|u) (?:a |an )?(?:bot|robot|human|person|ai)|wer (?:bist du|sind sie)|was bist du|" +
        @"bist du (?:ein )?(?:bot|mensch|roboter)|sind sie (?:ein )?(?:bot|mensch))(?: today| heute)?[^\p{L}\p{N}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

    [GeneratedRegex(
        @"^(?:(?:(?:but|and|aber|und|na|ja)\b[\s,]*)*(?:why(?: not| so| that| is that| though)?|how come|" +
        @"(?:warum|wieso|weshalb|wozu)(?: nicht| das| denn| auch| ist das so)*)|" +
        @"what|huh|hm+|sorry|pardon|was|hä|wie bitte|(?:what|how) do you mean(?: by (?:that|this))?|what (?:does|is) (?:that|" +
        @"this)(?: mean)?|" +
        @"was (?:meinen sie|meinst du|heißt das|bedeutet das)(?: damit)?|wie (?:meinen sie|meinst du) das)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotClear();

    [GeneratedRegex(
        @"^(?:(?:what|who|where|when|how)['’]?s|what|which|who|whom|whose|when|where|why|how|was|welche\w*|wer|wen|wem|wann|wo|warum|" +
        @"wieso|" +
        @"weshalb|wie|wie ?viel\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpenQuestion();

    [GeneratedRegex(
        @"^(?:hilfe|help(?: me)?|hilf mir|menu|menü|\?+|what can (?:you|i) do(?: here)?|what do you do|how does (?:this|it) work|" +
        @"was kannst du|was können sie|wie (?:geht|funktioniert) (?:das|es)|(?:good (?:morning|afternoon|evening)|guten? (?:morgen|tag|" +
        @"abend)|hallo|hey|moin|servus))\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Help();

    [GeneratedRegex(
        @"^(?:i(?:'d| would)? (?:like|want|need) to |i(?:'ll| will) |can (?:i|you) |please |ich (?:möchte|will) |kann ich |bitte )*" +
        @"(?:(?:withdraw|retract|take back|pull(?: back)?|cancel)\s+(?:my|the|our)\s+(?:\w+\s+)?(?:request|exception|exemption|" +
        @"application)|" +
        @"(?:ziehe?|nimm|nehme)\s+(?:bitte\s+)?(?:meinen?|den|die|unseren?)\s+(?:antrag|anfrage|ausnahme)\s+zurück|" +
        @"(?:meinen?|den|die|unseren?)\s+(?:antrag|anfrage|ausnahme)\s+(?:bitte\s+)?(?:zurückziehen|zurücknehmen|stornieren)|" +
        @"(?:withdraw|retract)(?:\s+(?:it|this|that|one))?|(?:take|pull)\s+(?:it|this|that)\s+back|withdraw\w*\s+please|" +
        @"(?:zieh(?:e|en)?|nimm|nehmen?)\s+(?:(?:es|das|ihn|sie|bitte|wieder)\s+)*zurück|" +
        @"(?:(?:das|es|ihn|sie|bitte|wieder)\s+)*(?:zurückziehen|zurücknehmen|stornieren))(?:\s+(?:please|bitte|pls))?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Withdraw();

    [GeneratedRegex(
        @"^(?:(?:show|list|give|see|zeige?|liste)\s+(?:me\s+|mir\s+)?)?(?:(?:which|what|welche)\s+)?(?:all|every|alle)?\s*(?:of\s+)?" +
        @"(?:the\s+|our\s+|die\s+|unsere\s+)?(?:(?:open|active|current|existing|running|aktive|offene|laufende|bestehende)[nrs]?\s+)?" +
        @"(?:exceptions|exemptions|waivers|ausnahmen)(?:\s+(?:are there|exist|do we have|gibt es|gelten|haben wir|auf)(?:\s+(?:now|today|" +
        @"currently|gerade|aktuell))?)?(?:\s+(?:to|from|for|of|on|under|von|vom|zu|zur|zum|für|bei)\s+[^,;.!?]{2,60}?)?" +
        @"(?:\s+(?:are there|exist|do we have|gibt es|gelten|haben wir|auf))?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex List();

    [GeneratedRegex(
        @"^(?:who(?:m|se)?|which (?:people|person|group)|wer|wen|welche (?:leute|gruppe|personen))\b.*\b(?:decides?|deciding|approves?|" +
        @"approved|approvers?|approval|signs?|reviews?|reviewers?|allows?|grants?|entscheidet|entscheiden|genehmigt|genehmigen|bewilligt|" +
        @"prüft|prüfen|zustimmen|stimmt|freigibt|gibt frei)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhoDecides();

    [GeneratedRegex(
        @"^(?:when|until when|till when|how long|on (?:what|which) day|wann|bis wann|wie lange|an welchem tag)\b.*\b(?:my|mine|our|" +
        @"ours|i|we|" +
        @"meine?[rn]?|unsere?[rn]?|ich|wir)\b.*\b(?:ends?|expires?|expiry|run out|runs out|over|valid|last|end|good|finish|covered|" +
        @"excepted|" +
        @"exception|exemption|endet|enden|läuft|laufen|gilt|gelten|ab|ende|vorbei|gültig|ausnahme)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MyEnd();

    [GeneratedRegex(
        @"^(?:(?:what(?:'s| is)|how(?:'s| is| are| does)|where(?:'s| is| are)|was ist|wie ist|wie (?:steht|stehen) es|wo (?:ist|" +
        @"steht))\b.*" +
        @"\b(?:my|our|mein\w*|unser\w*)\b.*\b(?:requests?|exceptions?|exemptions?|applications?|antrag\w*|anträge|anfragen?|" +
        @"ausnahmen?)\b|" +
        @"(?:what happened to|any (?:news|update) (?:on|about)|(?:is|was|has|did) )\s*(?:my|our)\s+(?:requests?|exceptions?|" +
        @"applications?)\b|" +
        @"(?:wurde|ist|gibt es (?:etwas )?neues zu)\s+(?:mein\w*|unser\w*)\s+(?:antrag|anfrage|ausnahme)\b|" +
        @"status of (?:my|the|our) (?:request|exception|application)|status mein\w* (?:antrags?|anfrage|ausnahme))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MyStatus();

    [GeneratedRegex(
        @"^(?:(?:is|are|am|was|ist|sind|bin)\s+(?<thing>[^?]{1,80}?)\s+(?:already\s+|still\s+|currently\s+|now\s+|schon\s+|bereits\s+|" +
        @"noch\s+|derzeit\s+)*(?:covered|excepted|exempt|exempted|abgedeckt|ausgenommen|befreit)\b|(?:is there|are there|do (?:we|" +
        @"i) have|" +
        @"has anyone|have we)\s+(?:already\s+)?(?:got\s+)?(?:an?\s+|any\s+)?(?:\w+\s+)?(?:exceptions?|exemptions?|waivers?)\s+" +
        @"(?:(?:to|from)\s+\S+\s+)?(?:for|covering|on)\s+(?<thing>[^?]{1,80})|(?:gibt es|haben wir|habe ich)\s+(?:schon\s+|bereits\s+)?" +
        @"(?:eine\s+)?(?:\w+\s+)?ausnahmen?\s+(?:(?:von|zu|zur)\s+\S+\s+)?für\s+(?<thing>[^?]{1,80}))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Covered();

    [GeneratedRegex(
        @"^(?:(?:what|who|where|when|how)['’]?s|what|which|who|whom|whose|when|where|why|how|is|are|am|can|could|may|must|should|shall|" +
        @"do|does|did|will|would|has|have|" +
        @"tell me|" +
        @"explain|show me|was|welche\w*|wer|wen|wem|wann|wo|warum|wieso|weshalb|wie|ist|sind|bin|kann|können|darf|dürfen|muss|müssen|" +
        @"soll|" +
        @"sollen|gibt|gilt|gelten|hat|haben|wird|werden|erklär\w*|zeig\w*|status of|until when|bis wann)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"^(?:how|what do i need|what must|when do|wie|was brauche|was muss|wann brauche|do i need|do we need|brauche ich|brauchen wir)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex How();

    [GeneratedRegex(
        @"\b(?:max(?:imum)?|longest|limits?|maximal\w*|höchstens|längstens|polic(?:y|ies)|rules?|richtlinien?|regeln?|vorgaben?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AboutRules();
}
