using './main.bicep'

// To try it: one building, open to the internet but to Entra ID only, nothing that costs while nobody works.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'test')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param privateNetwork = false
param redundancy = 'Standard_LRS'
param lockRecord = false
param logDays = 30
param alertEmail = readEnvironmentVariable('POLICYBOT_ALERT_EMAIL', 'policybot-operators@contoso.example')
