using System.Globalization;
using System.Text;
using PolicyBot.Application.Doors;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>
/// What is in force, as exemptions of Azure Policy in Bicep
/// (https://learn.microsoft.com/azure/templates/microsoft.authorization/policyexemptions): each ends by itself at its instant. An exemption
/// is for the whole scope of a deployment, so the one who deploys says which asset that scope is; others are left out.
/// </summary>
internal static class AzurePolicyDocument
{
    /// <summary>Writes it.</summary>
    public static string Write(ActiveAnswer answer)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            // Policy exceptions in force at {Say(answer.Now)}, from PolicyBot. Deploy it at the scope that an asset is:
            // az deployment group create --template-file this.bicep --parameters asset=NAME assignments=@assignments.json

            @description('The asset that the scope of this deployment is, as PolicyBot names it: only exceptions for it are exempted.')
            param asset string

            @description('For each policy of PolicyBot the id of the assignment in Azure Policy that enforces it; others are left out.')
            param assignments object

            var active = [

            """);
        foreach (var state in answer.States)
        {
            // Waiver: the risk is accepted; Mitigated: something else stands in the place of the policy.
            text.Append(CultureInfo.InvariantCulture, $$"""
                  {
                    id: {{Quote(state.Id.Value)}}
                    policyId: {{Quote(state.Content!.PolicyId)}}
                    assets: [{{string.Join(", ", state.Content.Assets.Select(asset => Quote(asset.ToLowerInvariant())))}}]
                    category: '{{(state.Content.CompensatingControls.Length > 0 ? "Mitigated" : "Waiver")}}'
                    expiresOn: '{{Say(state.InForceUntil ?? state.HoldsUntil)}}'
                    because: {{Quote(Say(state))}}
                  }

                """);
        }

        text.Append("""
            ]

            var covered = filter(active, one => contains(one.assets, toLower(asset)) && contains(assignments, one.policyId))

            resource exemptions 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = [for one in covered: {
              name: toLower('policybot-${one.id}')
              properties: {
                policyAssignmentId: assignments[one.policyId]
                exemptionCategory: one.category
                expiresOn: one.expiresOn
                displayName: '${one.id}: ${one.policyId}'
                description: '${one.because}; see ${one.id} in PolicyBot.'
                metadata: {
                  policybot: one.id
                }
              }
            }]

            """);
        return text.ToString();
    }

    private static string Say(ExceptionState state) => state.Status == Status.Approved
        ? $"Approved by {string.Join(", ", state.ApproversOfRecord.Distinct().Select(person => person.Value))}"
        : "Started at once, not approved yet";

    private static string Say(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '\\' => @"\\",
                '\'' => @"\'",
                '$' => @"\$",
                _ when char.IsControl(character) => " ",
                _ => character.ToString(),
            });
        }

        return quoted.Append('\'').ToString();
    }
}
