using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>
/// A talk as test data, played through the whole product on fakes. Lines begin with what they are:
/// <c>Sal:</c> a person types (<c>\n</c> is a new line) · <c>Sal presses:</c> a button of the newest message, by its title, or <c>title of
/// a line &gt; button</c> · <c>Sal fills:</c> <c>field=answer; …</c> sent with the next press · <c>bot:</c> words of the message as it
/// stands · <c>not:</c> words that are not in it · <c>buttons:</c> the titles · <c>draft:</c> <c>field=answer</c> as stored ·
/// <c>drafts:</c> how many are talked about · <c>restart</c> · <c>time:</c> hours that pass · <c>sent:</c> what the record says of a field
/// · <c>model:</c> what a scripted model reads in the next words, <c>intent; policy=…; policyQuote=…; until=…; untilQuote=…; scope=…;
/// owner=…; reason=…; change field=value|quote</c> · <c>newest</c> the newest message of the person, also one that answers nothing ·
/// <c>policies: more</c> a catalog with more policies · <c>speaks:</c> the person's locale · <c>asked:</c> how often the model was asked ·
/// <c>#</c> a remark.
/// </summary>
internal static class Transcript
{
    private static readonly Dictionary<string, PersonActor> People = new() { ["Sal"] = Sal, ["Bo"] = Bo, ["Pat"] = Pat };

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Requests", "Chat", "Transcripts");

    /// <summary>Plays a talk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="deaf">The model that the talk has reads nothing: how it would go with the rules alone.</param>
    public static async Task PlayAsync(string path, bool deaf = false)
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo, Ciso);
        var model = new ScriptedReader();
        if (await IsWithModelAsync(path))
        {
            office.Readers.Add(model);
            office.Restart();
        }

        FakeMessage? on = null;
        (string, string)[] filled = [];
        var who = Sal;
        foreach (var (number, line) in (await File.ReadAllLinesAsync(path)).Index()
            .Where(line => line.Item.Trim() is { Length: > 0 } text && !text.StartsWith('#')))
        {
            var parts = line.Split(':', 2);
            var (head, rest) = (parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : "");
            var shown = () => $"{Path.GetFileName(path)}({number + 1}): {line}\n{on?.View.Words()}";
            if (head.Split(' ') is [var name, .. var does] && People.TryGetValue(name, out var person))
            {
                who = person;
                office.Time.Advance(TimeSpan.FromSeconds(1)); // a person types one thing at a time
                switch (does)
                {
                    case []:
                        on = await office.SayAsync(who, rest.Replace("\\n", "\n", StringComparison.Ordinal));
                        break;
                    case ["fills"]:
                        filled = [.. rest.Split(';', StringSplitOptions.TrimEntries).Select(input => input.Split('=', 2))
                            .Select(input => (input[0], input[1]))];
                        break;
                    default:
                        await PressAsync(office, who, on!, rest, filled, shown());
                        filled = [];
                        break;
                }

                continue;
            }

            var talks = await office.Drafts.TalksAsync(who.Person, default);
            switch (head)
            {
                case "bot":
                    Assert.True(on!.View.Words().Contains(rest, StringComparison.Ordinal), shown());
                    break;
                case "not":
                    Assert.True(!on!.View.Words().Contains(rest, StringComparison.Ordinal), shown());
                    break;
                case "buttons":
                    Assert.True(string.Join(", ", on!.View.Buttons().Select(button => button.Title)) == rest,
                        $"{shown()}\n{string.Join(", ", on.View.Buttons().Select(button => button.Title))}");
                    break;
                case "draft":
                    var (field, value) = rest.Split('=', 2) is [var id, var answer]
                        ? (id, answer.Replace("\\n", "\n", StringComparison.Ordinal)) : (rest, "");
                    var stored = talks.OrderByDescending(draft => draft.UpdatedAt).ThenByDescending(draft => draft.Id.Value)
                        .First().Inputs.GetValueOrDefault(field) ?? "";
                    Assert.True(value == stored, $"{shown()}\nstored: {stored}");
                    break;
                case "drafts":
                    Assert.True(talks.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) == rest, shown());
                    break;
                case "sent":
                    var sent = (await office.StateAsync(await office.Stored.AllAsync(default).SingleAsync())).Content!;
                    var told = $"{sent.PolicyId}, {sent.ExpiresOn:yyyy-MM-dd}, {sent.OwnerEmail}, {sent.Scope}";
                    Assert.True(told == rest, $"{shown()}\n{told}");
                    break;
                case "model":
                    if (!deaf)
                    {
                        model.Reads(rest);
                    }

                    break;
                case "asked":
                    Assert.True($"{model.Asked}" == rest, $"{shown()}\n{model.Asked}");
                    break;
                case "newest":
                    on = office.LastOf(who);
                    break;
                case "policies":
                    office.Catalog.Current = WiderCatalog.With(office.Catalog.Current);
                    break;
                case "speaks":
                    await office.SpeaksAsync(who, rest);
                    break;
                case "restart":
                    office.Restart();
                    break;
                case "time":
                    office.Time.Advance(TimeSpan.FromHours(int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture)));
                    break;
                default:
                    Assert.Fail($"No such line. {shown()}");
                    break;
            }
        }
    }

    /// <summary>Whether a model reads the words of a talk.</summary>
    public static async Task<bool> IsWithModelAsync(string path) =>
        (await File.ReadAllLinesAsync(path)).Any(line => line.StartsWith("model:", StringComparison.Ordinal));

    private static async Task PressAsync(
        Office office, Actor who, FakeMessage on, string title, (string Id, string Value)[] filled, string shown)
    {
        var button = title.Split(" > ") is [var start, var open]
            ? ((ListView)on.View).Lines.FirstOrDefault(line => line.Title.Contains(start, StringComparison.Ordinal))?.Open is { } there
            && there.Title == open ? there : null
            : on.View.Buttons().FirstOrDefault(action => action.Title == title);
        Assert.True(button is not null,
            $"{shown}\nThere is no such button among {string.Join(", ", on.View.Buttons().Select(action => action.Title))}.");
        var inputs = filled.ToDictionary(input => input.Id, input => input.Value);
        if (button.Value is { } value)
        {
            inputs[CardAction.ValueInput] = value;
        }

        await office.AnswerAsync(who, on, new ButtonAction(button.Verb, button.Id?.Value ?? "", button.Revision, inputs));
        await office.Background.DrainAsync();
    }
}
