// All that PolicyBot needs in a subscription, except the container app itself: policybot.bicep, which needs the image. How: infra/README.md.
targetScope = 'subscription'

@description('Name of the installation, such as test or production: part of the resource group\'s name.')
@minLength(1)
@maxLength(20)
param environmentName string
param location string = deployment().location

@description('The Teams bot. UserAssignedMSI needs no secret; SingleTenant needs botAppId and the secret teams-app-password in the vault.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botAppType string = 'UserAssignedMSI'
@description('Application id of the app registration; only for SingleTenant.')
param botAppId string = ''

@description('Storage, vault and model by private endpoints, and closed to the internet.')
param privateNetwork bool
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param redundancy string
@description('Keeps the record from being deleted by mistake. azd down then fails until the lock is taken away.')
param lockRecord bool
@minValue(30)
@maxValue(730)
param logDays int
@description('Who hears of alerts.')
param alertEmail string

@description('The language model; null: none, and the rubric assesses alone.')
param model { name: string, version: string }?
@description('Thousands of tokens a minute for the model.')
param modelCapacity int = 20

var suffix = uniqueString(subscription().id, environmentName)
var tags = { 'azd-env-name': environmentName, application: 'policybot' }
// Containers find a private endpoint by the public name of its service, through these zones.
var zones = {
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
  account: 'privatelink.openai.azure.com'
}

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-policybot-${environmentName}'
  location: location
  tags: tags
}

module watch 'modules/watch.bicep' = {
  scope: group
  params: { location: location, tags: tags, suffix: suffix, retentionDays: logDays }
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { location: location, tags: tags, suffix: suffix }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: { location: location, tags: tags, suffix: suffix, zones: map(items(zones), zone => zone.value) }
}

module store 'modules/store.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    redundancy: redundancy
    principalId: identity.outputs.principalId
    workspaceId: watch.outputs.workspaceId
    isPublic: !privateNetwork
    isLocked: lockRecord
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    principalId: identity.outputs.principalId
    workspaceId: watch.outputs.workspaceId
    isPublic: !privateNetwork
  }
}

module registry 'modules/registry.bicep' = {
  scope: group
  params: { location: location, tags: tags, suffix: suffix, principalId: identity.outputs.principalId }
}

module assessor 'modules/model.bicep' = if (model != null) {
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    principalId: identity.outputs.principalId
    workspaceId: watch.outputs.workspaceId
    isPublic: !privateNetwork
    model: model!
    capacity: modelCapacity
  }
}

module storeEndpoint 'modules/endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'pe-policybot-store-${suffix}'
    serviceId: store.outputs.id
    group: 'table'
    subnetId: network!.outputs.endpointsSubnetId
    zoneName: zones.table
  }
}

module vaultEndpoint 'modules/endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'pe-policybot-vault-${suffix}'
    serviceId: vault.outputs.id
    group: 'vault'
    subnetId: network!.outputs.endpointsSubnetId
    zoneName: zones.vault
  }
}

module modelEndpoint 'modules/endpoint.bicep' = if (privateNetwork && model != null) {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'pe-policybot-model-${suffix}'
    serviceId: assessor!.outputs.id
    group: 'account'
    subnetId: network!.outputs.endpointsSubnetId
    zoneName: zones.account
  }
}

module apps 'modules/apps.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    workspaceId: watch.outputs.workspaceId
    insightsName: watch.outputs.insightsName
    subnetId: privateNetwork ? network!.outputs.appsSubnetId : ''
  }
}

var address = 'https://policybot.${apps.outputs.domain}'
var appId = botAppType == 'SingleTenant' ? botAppId : identity.outputs.clientId

module bot 'modules/bot.bicep' = {
  scope: group
  params: {
    tags: tags
    suffix: suffix
    appType: botAppType
    appId: appId
    identityId: identity.outputs.id
    endpoint: '${address}/api/messages'
    workspaceId: watch.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    email: alertEmail
    workspaceId: watch.outputs.workspaceId
    storageId: store.outputs.id
  }
}

// What policybot.bicepparam reads: azd keeps outputs in its environment by these names.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server
output POLICYBOT_ADDRESS string = address
output POLICYBOT_APPS_ID string = apps.outputs.id
output POLICYBOT_IDENTITY_ID string = identity.outputs.id
output POLICYBOT_IDENTITY_CLIENT_ID string = identity.outputs.clientId
output POLICYBOT_TABLE_URI string = store.outputs.tableUri
output POLICYBOT_VAULT_NAME string = vault.outputs.name
output POLICYBOT_BOT_TYPE string = botAppType
output POLICYBOT_BOT_ID string = appId
output POLICYBOT_MODEL_ENDPOINT string = model != null ? assessor!.outputs.endpoint : ''
output POLICYBOT_MODEL_DEPLOYMENT string = model != null ? assessor!.outputs.deployment : ''
output POLICYBOT_ACTION_GROUP_ID string = alerts.outputs.actionGroupId
