The ferry to Saint Brannock was late again on Monday. “We wait,” said Oona Marsh.

The council of Port Arden will vote on Tuesday, Mayor Ilse Brandt said.

@highlight

Ferry late again
