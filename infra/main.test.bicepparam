using './main.bicep'

// To try it: one building, open to the internet but to Entra ID only, as little as serves: two small replicas run all the time.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'test')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param privateNetwork = false
param redundancy = 'Standard_LRS'
param lockRecord = false
param logDays = 30
param alertEmail = readEnvironmentVariable('POLICYBOT_ALERT_EMAIL', 'policybot-operators@contoso.example')
