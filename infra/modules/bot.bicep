// The registration that Teams knows PolicyBot by.
param tags object
param suffix string
@description('UserAssignedMSI: PolicyBot\'s own identity, no secret. SingleTenant: an app registration, whose secret lies in the vault.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param appType string
param appId string
@description('Resource id of the identity; only for UserAssignedMSI.')
param identityId string
param endpoint string
param workspaceId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: 'bot-policybot-${suffix}'
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'PolicyBot'
    endpoint: endpoint
    msaAppType: appType
    msaAppId: appId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: appType == 'UserAssignedMSI' ? identityId : null
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true } }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bot
  name: 'policybot'
  properties: { workspaceId: workspaceId, logs: [{ category: 'BotRequest', enabled: true }] }
}
