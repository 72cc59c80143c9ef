// The record: Azure Table storage, without keys. Tables have no soft delete, no versions and no restore to a point in time, so what guards
// them is that nobody but PolicyBot may write, that the account cannot be deleted by mistake, and copies (docs/operations.md).
param location string
param tags object
param suffix string
@description('Copies: Standard_LRS one building, Standard_ZRS three zones, Standard_GZRS a second region as well.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param redundancy string
param principalId string
param workspaceId string
param isPublic bool
param isLocked bool

// Built in: Storage Table Data Contributor.
var mayWriteTables = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'stpolicybot${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: isPublic ? 'Allow' : 'Deny', bypass: 'None' }
  }

  resource tables 'tableServices' = {
    name: 'default'
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  scope: account
  name: 'the-record'
  properties: { level: 'CanNotDelete', notes: 'The record of all exceptions. Tables have no soft delete.' }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, principalId, mayWriteTables)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', mayWriteTables)
  }
}

// Who wrote and who deleted. Reads are left out: PolicyBot reads every two seconds.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::tables
  name: 'policybot'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageWrite', enabled: true }, { category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output tableUri string = 'https://${account.name}.table.${environment().suffixes.storage}'
