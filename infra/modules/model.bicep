// The language model, without keys. PolicyBot works without one.
param location string
param tags object
param suffix string
param principalId string
param workspaceId string
param isPublic bool
param model { name: string, version: string }
@description('Thousands of tokens a minute.')
@minValue(1)
param capacity int

// Built in: Cognitive Services OpenAI User, which asks deployments and changes none.
var mayAsk = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'oai-policybot-${suffix}'
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    customSubDomainName: 'oai-policybot-${suffix}'
    disableLocalAuth: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: isPublic ? 'Allow' : 'Deny' }
  }

  resource deployment 'deployments' = {
    name: 'policybot'
    sku: { name: 'DataZoneStandard', capacity: capacity }
    properties: {
      model: { format: 'OpenAI', name: model.name, version: model.version }
      versionUpgradeOption: 'NoAutoUpgrade'
    }
  }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, principalId, mayAsk)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', mayAsk)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'policybot'
  properties: { workspaceId: workspaceId, logs: [{ category: 'Audit', enabled: true }] }
}

output id string = account.id
output endpoint string = '${account.properties.endpoint}openai/v1/'
output deployment string = account::deployment.name
