using './policybot.bicep'

// What main.bicep puts out; azd fills these in. Without azd: export them from the outputs of its deployment.
param image = readEnvironmentVariable('SERVICE_POLICYBOT_IMAGE_NAME', '')
param registryServer = readEnvironmentVariable('AZURE_CONTAINER_REGISTRY_ENDPOINT', '')
param address = readEnvironmentVariable('POLICYBOT_ADDRESS', '')
param appsId = readEnvironmentVariable('POLICYBOT_APPS_ID', '')
param identityId = readEnvironmentVariable('POLICYBOT_IDENTITY_ID', '')
param identityClientId = readEnvironmentVariable('POLICYBOT_IDENTITY_CLIENT_ID', '')
param tableUri = readEnvironmentVariable('POLICYBOT_TABLE_URI', '')
param vaultName = readEnvironmentVariable('POLICYBOT_VAULT_NAME', '')
param botType = readEnvironmentVariable('POLICYBOT_BOT_TYPE', 'UserAssignedMSI')
param botId = readEnvironmentVariable('POLICYBOT_BOT_ID', '')
param modelEndpoint = readEnvironmentVariable('POLICYBOT_MODEL_ENDPOINT', '')
param modelDeployment = readEnvironmentVariable('POLICYBOT_MODEL_DEPLOYMENT', '')
param actionGroupId = readEnvironmentVariable('POLICYBOT_ACTION_GROUP_ID', '')

// Your own catalog takes the sample's place, and beside it what it names.
param files = {
  'catalog.yaml': loadTextContent('../catalog.sample.yaml')
  'assets.sample.csv': loadTextContent('../assets.sample.csv')
}

// What is not the default: names are those of docs/configuration.md. For mail: { Smtp__Host: '…', Smtp__From: '…' }.
param settings = {}

// Secrets that lie in the vault. Put them there first. Slack: { Slack__BotToken: 'slack-bot-token', Slack__SigningSecret:
// 'slack-signing-secret' }, or Slack__AppToken for Socket Mode. A SingleTenant bot: { Teams__MicrosoftAppPassword: 'teams-app-password' }.
param vaultSettings = {}
