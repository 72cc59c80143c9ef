using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>Checks that each id is given once and that each name that is used exists.</summary>
internal static class ReferenceLint
{
    public static void Check(PolicyCatalog catalog, CatalogNotes notes)
    {
        notes.Unique("duplicate-id", catalog.Areas.Select(area => area.Id), i => ["areas", i, "id"]);
        notes.Unique("duplicate-id", catalog.Policies.Select(policy => policy.Id), i => ["policies", i, "id"]);
        notes.Unique("duplicate-id", catalog.Groups.Select(group => group.Id), i => ["groups", i, "id"]);
        notes.Unique("duplicate-id", catalog.Rules.Select(rule => rule.Id), i => ["rules", i, "id"]);
        notes.Unique("duplicate-id", catalog.Departments, i => ["departments", i]);
        notes.Unique("duplicate-id", catalog.People.Select(person => person.Email.Value), i => ["people", i, "email"]);
        CheckAddresses(catalog, notes);
        foreach (var (index, policy) in catalog.Policies.Index())
        {
            CheckPolicy(catalog, notes, policy, index);
        }

        foreach (var (index, group) in catalog.Groups.Index())
        {
            CheckGroup(catalog, notes, group, index);
        }

        CheckReview(catalog, notes);
    }

    private static void CheckAddresses(PolicyCatalog catalog, CatalogNotes notes)
    {
        foreach (var (index, person) in catalog.People.Index())
        {
            foreach (var (other, address) in person.Addresses.Index())
            {
                if (catalog.People.Any(entry => entry.Email == address)
                    || catalog.People.Count(entry => entry.Addresses.Contains(address)) > 1)
                {
                    notes.Fault("duplicate-id", $"{address} belongs to more than one entry.", "people", index, "addresses", other);
                }
            }
        }
    }

    private static void CheckPolicy(PolicyCatalog catalog, CatalogNotes notes, Policy policy, int index)
    {
        if (!catalog.Areas.Any(area => Same(area.Id, policy.AreaId)))
        {
            notes.Fault("unknown-area", $"There is no area {policy.AreaId}.", "policies", index, "area");
        }

        foreach (var (number, synonym) in policy.Synonyms.Index())
        {
            if (catalog.Policies.FirstOrDefault(other =>
                other != policy
                && (Same(other.Name, synonym) || Same(other.Id, synonym) || other.Synonyms.Any(name => Same(name, synonym)))) is { } other)
            {
                notes.Warn(
                    "ambiguous-synonym",
                    $"{synonym} is a name of {other.Id} too: whoever writes it is asked which is meant.",
                    "policies",
                    index,
                    "synonyms",
                    number);
            }
        }

        notes.Unique("duplicate-id", policy.Fields.Select(field => field.Id), i => ["policies", index, "fields", i, "id"]);
        foreach (var (number, field) in policy.Fields.Index())
        {
            if (field.Type == FieldType.Choice ^ field.Choices.Count > 0)
            {
                notes.Fault(
                    "choices",
                    field.Type == FieldType.Choice
                        ? $"{field.Id} is a choice without `choices`."
                        : $"{field.Id} has `choices` and is no choice.",
                    "policies", index, "fields", number, "choices");
            }

            notes.Unique("duplicate-id", field.Choices, i => ["policies", index, "fields", number, "choices", i]);
        }
    }

    private static void CheckGroup(PolicyCatalog catalog, CatalogNotes notes, Group group, int index)
    {
        if (group.Members.Count == 0)
        {
            notes.Fault("empty-group", $"{group.Id} has no members.", "groups", index, "members");
        }

        notes.Unique("duplicate-member", group.Members.Select(member => member.Value), i => ["groups", index, "members", i]);
        if (group.Fallback is not { } fallback)
        {
            return;
        }

        if (catalog.Group(fallback) is null)
        {
            notes.Fault("unknown-group", $"There is no group {fallback}.", "groups", index, "fallback");
        }
        else if (LeadsBack(catalog, group))
        {
            notes.Fault("fallback-cycle", $"The fallback of {group.Id} leads back to itself.", "groups", index, "fallback");
        }
    }

    private static bool LeadsBack(PolicyCatalog catalog, Group group)
    {
        var next = group;
        for (var steps = 0; steps < catalog.Groups.Count; steps++)
        {
            next = next.Fallback is { } id ? catalog.Group(id) : null;
            if (next is null)
            {
                return false;
            }

            if (next == group)
            {
                return true;
            }
        }

        return false; // it runs into a circle of others, which is noted there
    }

    private static void CheckReview(PolicyCatalog catalog, CatalogNotes notes)
    {
        var review = catalog.Review;
        if (review.EscalateTo is { } escalateTo && catalog.Group(escalateTo) is null)
        {
            notes.Fault("unknown-group", $"There is no group {escalateTo}.", "review", "escalateTo");
        }

        if (review.RemindAfterHours > review.EscalateAfterHours || review.EscalateAfterHours >= review.CloseAfterHours)
        {
            notes.Warn("review-order", "Reminding should come before escalating, and escalating before closing.", "review");
        }

        if (catalog.Emergency is not { } lane)
        {
            return;
        }

        foreach (var (index, id) in lane.Policies.Index())
        {
            if (catalog.Policy(id) is not { } policy)
            {
                notes.Fault("unknown-policy", $"There is no policy {id}.", "emergency", "policies", index);
            }
            else if (policy.RiskFloor == RiskLabel.Critical)
            {
                notes.Warn(
                    "idle-lane",
                    $"{id} is always critical, and the emergency lane takes nothing critical.",
                    "emergency",
                    "policies",
                    index);
            }
        }

        if (lane.ReviewWithinHours > lane.MaxHours)
        {
            notes.Fault(
                "review-order",
                "The emergency review is due after the exception has ended: `reviewWithinHours` is more than `maxHours`.",
                "emergency",
                "reviewWithinHours");
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
