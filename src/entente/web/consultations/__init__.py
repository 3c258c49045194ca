"""Pages of consultations: series, meetings, dates, agendas, minutes, actions and points of contact. Serves I2, I3, I4 and I5."""
