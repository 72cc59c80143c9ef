// Who PolicyBot is in Entra ID. What it may is said beside each thing that it may reach.
param location string
param tags object
param suffix string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-policybot-${suffix}'
  location: location
  tags: tags
}

output id string = identity.id
output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
