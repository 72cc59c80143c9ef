namespace PolicyBot.Core.Catalog;

/// <summary>Checks that the assessment speaks of policies, fields and answers that exist.</summary>
internal static class AssessmentLint
{
    public static void Check(PolicyCatalog catalog, CatalogNotes notes)
    {
        notes.Unique("duplicate-id", catalog.Assessment.Policies.Select(entry => entry.Policy), i => ["assessment", "policies", catalog.Assessment.Policies[i].Policy]);
        foreach (var entry in catalog.Assessment.Policies)
        {
            if (catalog.Policy(entry.Policy) is not { } policy)
            {
                notes.Fault("unknown-policy", $"There is no policy {entry.Policy}.", "assessment", "policies", entry.Policy);
                continue;
            }

            foreach (var (index, fact) in entry.Facts.Index())
            {
                object[] path = ["assessment", "policies", entry.Policy, "facts", index];
                FieldLint.Check(notes, [policy], fact.Field, fact.Is, fact.Range, path, "is");
                if (fact.Impact is null && fact.Likelihood is null)
                {
                    notes.Fault("idle-fact", "A fact says something about `impact` or `likelihood`, or both.", path);
                }
            }
        }
    }
}
