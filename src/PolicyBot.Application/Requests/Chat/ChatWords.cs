using System.Text.RegularExpressions;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Words that steer a talk.</summary>
internal static partial class ChatWords
{
    /// <summary>Whether a person agrees to what they see and wants it sent.</summary>
    public static bool AsksToSend(string text) => Send().IsMatch(text.Trim()) || Agrees().IsMatch(text.Trim());

    /// <summary>What the person wants of the chat itself; null: something else.</summary>
    public static ChatWish? FindWish(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() switch
    {
        "cancel" or "discard" or "stop" or "quit" or "abort" or "forget it" or "never mind" or "nevermind"
            or "abbrechen" or "abbruch" or "verwerfen" or "vergiss es" => ChatWish.Cancel,
        "back" or "go back" or "undo" or "zurück" or "zurueck" => ChatWish.Back,
        "form" or "the form" or "open form" or "open the form" or "formular" or "das formular" => ChatWish.Form,
        "submit" or "send" or "send it" or "preview" or "done" or "absenden" or "senden" or "einreichen" or "vorschau" or "fertig" =>
            ChatWish.Preview,
        _ => Send().IsMatch(text.Trim()) ? ChatWish.Preview : GivesUp().IsMatch(text.Trim()) ? ChatWish.Cancel : null,
    };

    /// <summary>Whether an optional question is passed over.</summary>
    public static bool Skips(string text) => PassesOver(text) || SaysNothing(text);

    /// <summary>Whether a person says that there is nothing to say, or that they do not know: "no controls idk".</summary>
    public static bool SaysNothing(string text) => Nothing().IsMatch(text.Trim());

    /// <summary>Whether a person wants to pass over the question.</summary>
    public static bool PassesOver(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() is
        "skip" or "skip it" or "skip this" or "skip that" or "whatever" or "egal" or "n/a" or "-" or "next" or "weiter" or "überspringen"
            or "ueberspringen";

    /// <summary>Yes or no; null: neither.</summary>
    public static bool? YesOrNo(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() switch
    {
        "yes" or "y" or "yep" or "yeah" or "sure" or "true" or "ok" or "ja" or "jawohl" or "oui" or "sí" or "si" => true,
        "no" or "n" or "nope" or "false" or "nein" or "non" => false,
        _ => null,
    };

    private const string Good =
        "looks (?:good|fine|great|ok(?:ay)?)|all good|alles gut|good to go|so passt (?:das|es)|ok(?:ay)?|yes|yep|yeah|yup|sure|great|" +
        "perfect|fine|good|right|correct|ja|jep|passt|gut|super|genau|stimmt";

    [GeneratedRegex(
        $@"^(?:(?:{Good})[\s,.!]*)*(?:(?:please|bitte|just|then|dann|now|jetzt)\s+)*" +
        @"(?:(?:send|submit)(?:\s+(?:it|this|that|now|off|away|please))*|go ahead|" +
        @"schick(?:e|en)?(?:\s+(?:sie|es|ihn|das|bitte|jetzt|so))*(?:\s+ab)?|abschicken|absenden|senden|einreichen|" +
        @"reich(?:e|en)?(?:\s+(?:sie|es|ihn|das|bitte|jetzt|so))*\s+ein)(?:\s+(?:please|bitte|now|jetzt))*[\s.!👍]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Send();

    // "I don't need anything any more", "ich will doch nichts mehr"
    [GeneratedRegex(
        @"^(?:(?:ok(?:ay)?|sorry|oh|no|actually|ach|och|nee|nein|eigentlich|doch)\b[\s,.]*)*" +
        @"(?:(?:i|we)\s+(?:(?:do not|don['’]?t)\s+(?:want|need)\s+(?:it|this|that|anything|one|an exception)|no longer need (?:it|this|" +
        @"one)|" +
        @"changed my mind)|(?:ich|wir)\s+(?:will|wollen|möchten?|brauchen?)\s+(?:das\s+|es\s+)?(?:jetzt\s+)?(?:doch\s+)?" +
        @"(?:nichts|keine(?:\s+ausnahme)?|nicht)|(?:das\s+)?hat sich erledigt)(?:\s+(?:any\s?more|after all|now|mehr))*[\s.!]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GivesUp();

    [GeneratedRegex(
        @"^(?:(?:um+|uh+|hm+|well|so|oh|na ja|naja|also|äh|ähm|sorry|honestly|ehrlich gesagt)\b[\s,.]*)*" +
        @"(?:(?:(?:no|nope|nah|nein|nee|nö)\b[\s,.]*)?(?:(?:(?:leider|eigentlich|sadly|unfortunately|actually|" +
        @"honestly)\s+)?(?:there (?:are|is)|we have|i have|it has|es gibt|wir haben|ich habe|gibt es|haben wir)\s+" +
        @")?(?:(?:leider|eigentlich|sadly|unfortunately|actually|honestly)\s+)?(?:none|no|nope|nah|nothing|nada|zero|nix|keine[nrms]?|" +
        @"keins|nichts|garnichts|nein|nee|nö)\b" +
        @"(?:\s+(?:of (?:them|that|those)|(?:other )?(?:compensating )?(?:controls?|measures?|mitigations?|protections?)|" +
        @"(?:ausgleichs|ersatz|schutz)?maßnahmen?|massnahmen|gegenmaßnahmen|kontrollen))?|" +
        @"(?:i )?(?:do not|don['’]?t|dont) (?:know|have (?:any|one))|idk|dunno|no (?:idea|clue)|not sure|(?:i )?can['’]?t (?:say|tell)|" +
        @"(?:ich )?(?:weiß|weiss|weis) (?:ich )?(?:es )?(?:leider )?nicht|(?:ich )?(?:habe? )?keine ahnung|ka)\b" +
        @"(?:[\s,.;:/()-]+(?:idk|dunno|really|honestly|sorry|so far|yet|at all|currently|right now|now|for now|here|that i know(?: of)?|" +
        @"afaik|to be honest|tbh|i (?:think|guess|believe|suppose|fear)|i'?m afraid|(?:i )?(?:do not|don['’]?t|dont) know|no (?:idea|" +
        @"clue)|" +
        @"not sure|in place|available|whatsoever|yes|either|we have none|there are none|sadly|unfortunately|" +
        @"weiß nicht|weiss nicht|weiß ich nicht|keine ahnung|denke? ich|glaube? ich|leider|eigentlich|wirklich|bisher|derzeit|" +
        @"aktuell|momentan|" +
        @"gar|im moment|gerade|noch|so weit ich weiß|soweit ich weiß|vorhanden|bekannt|ehrlich gesagt|oder so|mehr|da|dazu|" +
        @"dafür))*[\s.!?…]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Nothing();

    [GeneratedRegex($@"^(?:(?:{Good})[\s,.!]*)+(?:please|bitte)?[\s.!👍]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Agrees();
}

/// <summary>What a person wants of the chat itself.</summary>
internal enum ChatWish
{
    /// <summary>Drop the draft.</summary>
    Cancel,

    /// <summary>The question before.</summary>
    Back,

    /// <summary>Go on in the form.</summary>
    Form,

    /// <summary>See the preview.</summary>
    Preview,
}
