using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>Checks each routing rule for itself: what it names exists, and its stages can be filled.</summary>
internal static class RuleLint
{
    public static void Check(PolicyCatalog catalog, CatalogNotes notes, AssetLint assets)
    {
        foreach (var (index, rule) in catalog.Rules.Index())
        {
            if (rule.When is { } when)
            {
                CheckCondition(catalog, notes, when, index);
                CheckAssets(assets, when, index);
            }

            foreach (var (number, stage) in rule.Stages.Index())
            {
                CheckStage(catalog, notes, stage, ["rules", index, "stages", number]);
            }
        }

        if (catalog.Rules[^1].When is not null)
        {
            notes.Fault(
                "no-default",
                $"The last rule, {catalog.Rules[^1].Id}, has a `when`; a request that matches no rule would have no approvers.",
                "rules",
                catalog.Rules.Count - 1);
        }
    }

    private static void CheckCondition(PolicyCatalog catalog, CatalogNotes notes, RuleCondition when, int index)
    {
        foreach (var (i, id) in when.Areas.Index().Where(area => !catalog.Areas.Any(known => Same(known.Id, area.Item))))
        {
            notes.Fault("unknown-area", $"There is no area {id}.", "rules", index, "when", "area", i);
        }

        foreach (var (i, id) in when.Policies.Index().Where(policy => catalog.Policy(policy.Item) is null))
        {
            notes.Fault("unknown-policy", $"There is no policy {id}.", "rules", index, "when", "policy", i);
        }

        if (catalog.Departments.Count > 0)
        {
            foreach (var (i, name) in when.Departments.Index()
                .Where(name => !catalog.Departments.Contains(name.Item, StringComparer.OrdinalIgnoreCase)))
            {
                notes.Fault("unknown-department", $"There is no department {name}.", "rules", index, "when", "department", i);
            }
        }

        FieldLint.CheckRange(notes, when.DurationDays, ["rules", index, "when", "durationDays"]);
        FieldLint.CheckRange(notes, when.Renewal, ["rules", index, "when", "renewal"]);
        var policies = RuleReach.Policies(catalog, when).ToArray();
        foreach (var field in when.Fields.Where(field => !AssetList.Has(field.Field)))
        {
            FieldLint.Check(notes, policies, field.Field, field.Values, field.Range, ["rules", index, "when"], "field." + field.Field);
        }
    }

    private static void CheckAssets(AssetLint assets, RuleCondition when, int index)
    {
        foreach (var field in when.Fields.Where(field => AssetList.Has(field.Field)))
        {
            assets.Check(field.Field, field.Values, "rules", index, "when", field.Field);
        }
    }

    private static void CheckStage(PolicyCatalog catalog, CatalogNotes notes, StageRule stage, object[] path)
    {
        if (stage.Manager == stage.Group is not null)
        {
            notes.Fault("stage-target", "A stage names either a `group` or `manager: true`.", path);
        }
        else if (stage.Group is null)
        {
            CheckManager(catalog, notes, stage, path);
        }
        else if (catalog.Group(stage.Group) is not { } group)
        {
            notes.Fault("unknown-group", $"There is no group {stage.Group}.", [.. path, "group"]);
        }
        else if (stage.Needs > group.Members.Count)
        {
            notes.Fault(
                "needs-too-large", $"{group.Id} has {group.Members.Count} members, and {stage.Needs} must approve.", [.. path, "needs"]);
        }
    }

    private static void CheckManager(PolicyCatalog catalog, CatalogNotes notes, StageRule stage, object[] path)
    {
        if (stage.Needs > 1)
        {
            notes.Fault("needs-too-large", $"There is one manager, and {stage.Needs} must approve.", [.. path, "needs"]);
        }

        if (catalog.Review.EscalateTo is null)
        {
            notes.Warn("no-stand-in", "Nobody steps in for a manager who is not known or can't be asked: name `review.escalateTo`.", path);
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
