using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Which question comes next: what is required and missing or wrong first, then what is worth telling. Pure.</summary>
internal static class NextQuestion
{
    /// <summary>Finds it.</summary>
    /// <returns>The draft with a title where one can be made; the field to ask for, empty when nothing is left to ask; what is wrong with
    /// what stands in it, null for nothing.</returns>
    public static (Draft Draft, string Field, FieldFault? Fault) Find(PolicyCatalog catalog, Draft draft, DateOnly today)
    {
        draft = Titled(catalog, draft);
        var faults = RequestCheck.Read(catalog, draft.Inputs, draft.Person, today).Faults;
        if (faults.ContainsKey(FieldIds.Policy))
        {
            return (draft, FieldIds.Policy, Value(draft, FieldIds.Policy).Length > 0 ? faults[FieldIds.Policy] : null);
        }

        var fields = MessageInterpreter.Fields(catalog, draft, today).Select(field => field.Id).ToList();
        if (draft.Talk!.Doubt is { } doubt && fields.Contains(doubt.Field))
        {
            return (draft, doubt.Field, null); // neither guessed nor forgotten
        }

        if (faults.ContainsKey(FieldIds.ExpiresOn) && Value(draft, FieldIds.ExpiresOn).Length > 0)
        {
            return (draft, FieldIds.ExpiresOn, faults[FieldIds.ExpiresOn]); // said at once, and not after all the other questions
        }

        string[] order = [FieldIds.Scope, FieldIds.Justification, .. fields.Where(IsOwn), FieldIds.ExpiresOn, FieldIds.Title, .. fields];
        if (Array.Find(order, faults.ContainsKey) is { } wrong)
        {
            return (draft, wrong, Value(draft, wrong).Length > 0 ? faults[wrong] : null);
        }

        string[] wanted =
        [
            FieldIds.Controls, .. fields.Where(IsOwn),
            .. AssetAnswers.Matter(catalog, MessageInterpreter.PolicyOf(catalog, draft)!) ? [FieldIds.Assets] : Array.Empty<string>(),
        ];
        return (draft, Array.Find(wanted, field => Value(draft, field).Length == 0 && !draft.Talk!.Skipped.Contains(field)) ?? "", null);
    }

    private static bool IsOwn(string field) => field.StartsWith(FieldIds.Own(""), StringComparison.Ordinal);

    private static string Value(Draft draft, string field) => SeenText.Trim(draft.Inputs.GetValueOrDefault(field));

    // "Multi-factor authentication: the build account"; follows the answers until the person gives one of their own.
    private static Draft Titled(PolicyCatalog catalog, Draft draft)
    {
        var (title, scope) = (Value(draft, FieldIds.Title), Value(draft, FieldIds.Scope));
        if (title.Length > 0 && title != draft.Talk!.MadeTitle || scope.Length < 3
            || MessageInterpreter.PolicyOf(catalog, draft) is not { } policy)
        {
            return draft;
        }

        var made =
            ChatScreen.Short(
                $"{policy.Name}: {string.Join(' ', scope.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}", TextLimits.Title);
        return draft with
        {
            Inputs = new Dictionary<string, string>(draft.Inputs, StringComparer.Ordinal) { [FieldIds.Title] = made },
            Talk = draft.Talk! with { MadeTitle = made },
        };
    }
}
