using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'production')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param privateNetwork = true
param redundancy = 'Standard_GZRS'
param lockRecord = true
param logDays = 365
param alertEmail = readEnvironmentVariable('POLICYBOT_ALERT_EMAIL', 'policybot-operators@contoso.example')
param model = { name: 'gpt-4.1-mini', version: '2025-04-14' }
